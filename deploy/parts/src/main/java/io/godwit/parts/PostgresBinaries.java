package io.godwit.parts;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once per user and version into a cache folder. */
final class PostgresBinaries {
  private static final int KEY_LENGTH = 16;

  private PostgresBinaries() {}

  /** The folder that holds bin/ and lib/. */
  static Path unpacked() throws IOException {
    String archive = archive();
    Path home = cache().resolve("postgres-" + key(archive));
    if (Files.exists(home)) {
      return home;
    }
    Files.createDirectories(cache());
    Path fresh = Files.createTempDirectory(cache(), "unpacking-");
    // initdb and postgres run without root's rights and must be able to read what root unpacked.
    Files.setPosixFilePermissions(
        fresh, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    unpack(archive, fresh);
    try {
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      Folders.delete(fresh); // another process was faster, with the same
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("the cache folder cannot rename: " + cache(), e);
    }
    return home;
  }

  private static Path cache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return base.resolve("godwit");
  }

  private static String archive() {
    String architecture = System.getProperty("os.arch");
    return switch (architecture) {
      case "amd64" -> "/postgres-linux-x86_64.txz";
      case "aarch64" -> "/postgres-linux-arm_64.txz";
      default -> throw new PartFailed("there is no PostgreSQL here for " + architecture);
    };
  }

  private static InputStream open(String archive) {
    var in = PostgresBinaries.class.getResourceAsStream(archive);
    if (in == null) {
      throw new PartFailed("PostgreSQL's archive is not on the class path: " + archive);
    }
    return in;
  }

  private static String key(String archive) throws IOException {
    try (var in = new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest()).substring(0, KEY_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void unpack(String archive, Path target) throws IOException {
    try (var in = open(archive);
        var tar =
            new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in, 1 << 16)))) {
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
        unpack(tar, entry, target);
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    Path file = target.resolve(entry.getName()).normalize();
    if (!file.startsWith(target)) {
      throw new IOException("an entry leads out of the archive: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(file, target.resolve(entry.getLinkName()).normalize());
    } else {
      Files.copy(tar, file);
      file.toFile().setExecutable((entry.getMode() & 0100) != 0, false);
    }
  }
}
