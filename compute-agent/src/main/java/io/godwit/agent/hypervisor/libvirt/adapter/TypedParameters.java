package io.godwit.agent.hypervisor.libvirt.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * virTypedParameter as it lies in memory: 96 bytes, the name at 0, the type at 80, the value at 88.
 * Read and written in place, so that nobody but libvirt owns what libvirt allocated.
 */
final class TypedParameters {
  private static final int SIZE = 96;
  private static final int NAME_LENGTH = 80;
  private static final int TYPE_AT = 80;
  private static final int VALUE_AT = 88;
  private static final int INT = 1;
  private static final int UNSIGNED_LONG = 4;
  private static final int TEXT = 7;

  private TypedParameters() {}

  /** The numbers among them; texts are left out. */
  static Map<String, Long> numbers(Pointer parameters, int count) {
    var numbers = new HashMap<String, Long>();
    for (int i = 0; i < count; i++) {
      var parameter = parameters.share((long) i * SIZE);
      var name = parameter.getString(0);
      switch (parameter.getInt(TYPE_AT)) {
        case INT -> numbers.put(name, (long) parameter.getInt(VALUE_AT));
        case 2 -> numbers.put(name, Integer.toUnsignedLong(parameter.getInt(VALUE_AT)));
        case 3, UNSIGNED_LONG -> numbers.put(name, parameter.getLong(VALUE_AT));
        case 6 -> numbers.put(name, (long) parameter.getByte(VALUE_AT));
        default -> {} // doubles and texts: none that is used
      }
    }
    return numbers;
  }

  /** Parameters for a call. Kept reachable by the caller while libvirt reads them. */
  static final class Wanted {
    private record Parameter(String name, int type, long number, @Nullable String text) {}

    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Memory> texts = new ArrayList<>();

    void put(String name, long number) {
      add(new Parameter(name, UNSIGNED_LONG, number, null));
    }

    void putInt(String name, int number) {
      add(new Parameter(name, INT, number, null));
    }

    /** May be put again under the same name, for a list. */
    void put(String name, String text) {
      add(new Parameter(name, TEXT, 0, text));
    }

    private void add(Parameter parameter) {
      if (parameter.name().length() >= NAME_LENGTH) {
        throw new IllegalArgumentException("too long for a parameter: " + parameter.name());
      }
      parameters.add(parameter);
    }

    int size() {
      return parameters.size();
    }

    /** The array, freed with the object; {@link Pointer#NULL} if there are none. */
    Pointer array() {
      if (parameters.isEmpty()) {
        return Pointer.NULL;
      }
      var array = new Memory((long) SIZE * parameters.size());
      array.clear();
      long at = 0;
      for (var parameter : parameters) {
        array.setString(at, parameter.name());
        var text = parameter.text();
        if (text == null) {
          array.setInt(at + TYPE_AT, parameter.type());
          array.setLong(at + VALUE_AT, parameter.number());
        } else {
          array.setInt(at + TYPE_AT, TEXT);
          array.setPointer(at + VALUE_AT, memory(text));
        }
        at += SIZE;
      }
      return array;
    }

    private Pointer memory(String text) {
      var bytes = text.getBytes(UTF_8);
      var memory = new Memory(bytes.length + 1L);
      memory.clear();
      memory.write(0, bytes, 0, bytes.length);
      texts.add(memory);
      return memory;
    }
  }
}
