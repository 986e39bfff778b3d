package io.godwit.monitor.convergence.adapter;

import io.godwit.monitor.convergence.Track;
import io.godwit.monitor.convergence.TrackCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A track in the store, in a binary form: it is read and written with every sample.
 *
 * @param mark when it was heard of
 * @param track what is known of the migration
 * @param trend the last one, as it was published
 */
@SuppressWarnings("ArrayRecordComponent")
record Kept(Mark mark, Track track, byte[] trend) {
  private static final Logger LOG = LoggerFactory.getLogger(Kept.class);
  private static final byte VERSION = 2;
  private static final int MARK_BYTES = 18;

  /**
   * All that a look over the whole store needs, at its front.
   *
   * @param heardAtMillis when its last sample came, by this service's clock
   * @param saidAtMillis when its silence was last told; 0 if never
   * @param runs whether a sample is to be expected
   */
  record Mark(long heardAtMillis, long saidAtMillis, boolean runs) {
    Mark told(long nowMillis) {
      return new Mark(heardAtMillis, nowMillis, runs);
    }
  }

  byte[] write() {
    var bytes = new ByteArrayOutputStream(trend.length + 1024);
    var out = new DataOutputStream(bytes);
    try {
      out.writeByte(VERSION);
      out.writeLong(mark.heardAtMillis);
      out.writeLong(mark.saidAtMillis);
      out.writeBoolean(mark.runs);
      TrackCodec.write(out, track);
      out.writeInt(trend.length);
      out.write(trend);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Nothing if it was written by another version: then what is kept begins anew. */
  static @Nullable Kept read(byte @Nullable [] stored) {
    var mark = mark(stored);
    if (stored == null || mark == null) {
      return null;
    }
    try {
      var in =
          new DataInputStream(
              new ByteArrayInputStream(stored, MARK_BYTES, stored.length - MARK_BYTES));
      var track = TrackCodec.read(in);
      byte[] trend = new byte[in.readInt()];
      in.readFully(trend);
      return new Kept(mark, track, trend);
    } catch (IOException | RuntimeException e) {
      LOG.warn("a stored track cannot be read and begins anew: {}", e.toString());
      return null;
    }
  }

  static @Nullable Mark mark(byte @Nullable [] stored) {
    if (stored == null || stored.length < MARK_BYTES || stored[0] != VERSION) {
      return null;
    }
    var buffer = ByteBuffer.wrap(stored, 1, MARK_BYTES - 1);
    return new Mark(buffer.getLong(), buffer.getLong(), buffer.get() != 0);
  }
}
