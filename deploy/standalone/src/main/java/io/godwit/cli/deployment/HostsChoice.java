package io.godwit.cli.deployment;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** Against which hosts a deployment works: what is given to --hosts. */
public sealed interface HostsChoice {
  /** Real hosts of the lab, on this machine. */
  record LabHosts(int count) implements HostsChoice {
    @Override
    public String toString() {
      return "lab:" + count;
    }
  }

  /** Hosts that are computed. */
  record SimulatedHosts(int count) implements HostsChoice {
    @Override
    public String toString() {
      return "simulated:" + count;
    }
  }

  /** Hosts that exist, by libvirt's URIs. */
  record ExistingHosts(List<ExistingHost> hosts) implements HostsChoice {
    public ExistingHosts {
      hosts = List.copyOf(hosts);
    }

    @Override
    public String toString() {
      return String.join(",", hosts.stream().map(ExistingHost::uri).toList());
    }
  }

  /** One of them, under the name by which Godwit knows it. */
  record ExistingHost(String name, String uri) {}

  int MAX_LAB_HOSTS = 16;
  int MAX_SIMULATED_HOSTS = 1000;
  Pattern COUNTED = Pattern.compile("(lab|simulated):([0-9]{1,6})");
  Pattern LIBVIRT = Pattern.compile("(qemu|test|xen|ch)(\\+[a-z0-9]+)?:.*");

  /** Reads "lab:N", "simulated:N" or "[NAME=]URI[,[NAME=]URI]...". */
  static HostsChoice parse(String text) {
    var counted = COUNTED.matcher(text);
    if (counted.matches()) {
      int count = Integer.parseInt(counted.group(2));
      boolean lab = counted.group(1).equals("lab");
      int most = lab ? MAX_LAB_HOSTS : MAX_SIMULATED_HOSTS;
      if (count < 1 || count > most) {
        throw new Invalid("%d hosts: not between 1 and %d".formatted(count, most));
      }
      return lab ? new LabHosts(count) : new SimulatedHosts(count);
    }
    var hosts = new ArrayList<ExistingHost>();
    var names = new HashSet<String>();
    for (var one : text.split(",", -1)) {
      var host = existing(one.strip());
      if (!names.add(host.name())) {
        throw new Invalid(
            "two hosts are called '%s': name them, as NAME=URI".formatted(host.name()));
      }
      hosts.add(host);
    }
    return new ExistingHosts(hosts);
  }

  private static ExistingHost existing(String text) {
    int sign = text.indexOf('=');
    boolean named = sign > 0 && sign < text.indexOf(':');
    String uri = named ? text.substring(sign + 1) : text;
    if (!LIBVIRT.matcher(uri).matches()) {
      throw new Invalid(
          "'%s' is none of lab:N, simulated:N, or a URI of libvirt such as qemu+tcp://host/system"
              .formatted(text));
    }
    return new ExistingHost(named ? text.substring(0, sign) : name(uri), uri);
  }

  private static String name(String uri) {
    try {
      String host = URI.create(uri).getHost();
      return host == null ? "localhost" : host;
    } catch (IllegalArgumentException e) {
      throw new Invalid("'%s' is not a URI".formatted(uri));
    }
  }
}
