package io.godwit.monitor.convergence;

import io.godwit.events.MigrationId;
import io.godwit.events.convergence.Phase;
import io.godwit.monitor.convergence.Estimate.Verdict;
import io.godwit.monitor.convergence.Passes.PassEnd;
import io.godwit.monitor.dirtying.Evidence;
import io.godwit.monitor.dirtying.LastBelief;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A track in some hundred bytes: it is read and written with every sample. */
public final class TrackCodec {
  private TrackCodec() {}

  /** Writes one part. */
  private interface Writer<T> {
    void write(DataOutput out, T part) throws IOException;
  }

  /** Reads one part. */
  private interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  public static void write(DataOutput out, Track track) throws IOException {
    out.writeUTF(track.migration().toString());
    out.writeInt(track.attempt());
    out.writeLong(track.sequence());
    out.writeLong(track.iterationAhead());
    out.writeBoolean(track.continuous());
    out.writeUTF(track.phase().name());
    settings(out, track.settings());
    flow(out, track.flow());
    list(out, track.slope().readings(), TrackCodec::reading);
    out.writeLong(track.slope().rewritten());
    out.writeLong(track.slope().flatAt());
    passes(out, track.passes());
    out.writeUTF(track.estimate().verdict().name());
    out.writeDouble(track.estimate().fixedPoint());
    advance(out, track.advance());
    list(out, track.knowledge().measured(), TrackCodec::evidence);
    list(out, track.knowledge().seen(), TrackCodec::evidence);
    out.writeLong(track.knowledge().stretchMillis());
    out.writeLong(track.lows().least());
    out.writeLong(track.lows().mark());
    out.writeInt(track.lows().passesWithoutGain());
    list(out, track.lows().levels(), DataOutput::writeLong);
    optional(out, track.wire().from(), TrackCodec::reading);
    out.writeDouble(track.wire().usedShare());
    out.writeDouble(track.wire().compression());
    out.writeLong(track.disks().atMillis());
    out.writeLong(track.disks().remaining());
    out.writeDouble(track.disks().bytesPerSecond());
  }

  public static Track read(DataInput in) throws IOException {
    return new Track(
        MigrationId.parse(in.readUTF()),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readBoolean(),
        Phase.valueOf(in.readUTF()),
        new Settings(in.readLong(), in.readLong(), in.readInt(), in.readBoolean()),
        flow(in),
        new Slope(list(in, TrackCodec::reading), in.readLong(), in.readLong()),
        passes(in),
        new Estimate(Verdict.valueOf(in.readUTF()), in.readDouble()),
        new Advance(in.readDouble(), in.readDouble(), in.readLong(), in.readDouble()),
        new Knowledge(
            list(in, TrackCodec::evidence), list(in, TrackCodec::evidence), in.readLong()),
        new Lows(in.readLong(), in.readLong(), in.readInt(), list(in, DataInput::readLong)),
        new Wire(optional(in, TrackCodec::reading), in.readDouble(), in.readDouble()),
        new DiskFlow(in.readLong(), in.readLong(), in.readDouble()),
        new LastBelief());
  }

  private static void settings(DataOutput out, Settings settings) throws IOException {
    out.writeLong(settings.downtimeMillis());
    out.writeLong(settings.limit());
    out.writeInt(settings.throttlePercent());
    out.writeBoolean(settings.paused());
  }

  private static void flow(DataOutput out, Flow flow) throws IOException {
    out.writeLong(flow.beganMillis());
    optional(out, flow.last(), TrackCodec::reading);
    out.writeDouble(flow.bytesPerSecond());
    out.writeBoolean(flow.settled());
    out.writeBoolean(flow.inFirstPass());
  }

  private static Flow flow(DataInput in) throws IOException {
    return new Flow(
        in.readLong(),
        optional(in, TrackCodec::reading),
        in.readDouble(),
        in.readBoolean(),
        in.readBoolean());
  }

  private static void passes(DataOutput out, Passes passes) throws IOException {
    out.writeInt(passes.pass());
    optional(out, passes.start(), TrackCodec::reading);
    optional(out, passes.previous(), TrackCodec::passEnd);
    optional(out, passes.latest(), TrackCodec::passEnd);
    out.writeLong(passes.firstRemaining());
    out.writeLong(passes.firstMillis());
    out.writeLong(passes.mostRemaining());
  }

  private static Passes passes(DataInput in) throws IOException {
    return new Passes(
        in.readInt(),
        optional(in, TrackCodec::reading),
        optional(in, TrackCodec::passEnd),
        optional(in, TrackCodec::passEnd),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }

  private static void passEnd(DataOutput out, PassEnd end) throws IOException {
    out.writeDouble(end.dirtied());
    out.writeDouble(end.sent());
    out.writeDouble(end.seconds());
    out.writeDouble(end.rewritten());
    out.writeDouble(end.counted());
    out.writeDouble(end.level());
    out.writeBoolean(end.single());
  }

  private static PassEnd passEnd(DataInput in) throws IOException {
    return new PassEnd(
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readBoolean());
  }

  private static void advance(DataOutput out, Advance advance) throws IOException {
    out.writeDouble(advance.bulk());
    out.writeDouble(advance.convergence());
    out.writeLong(advance.postCopyFrom());
    out.writeDouble(advance.convergenceBefore());
  }

  private static void reading(DataOutput out, Reading reading) throws IOException {
    out.writeLong(reading.elapsedMillis());
    out.writeLong(reading.processed());
    out.writeLong(reading.transferred());
    out.writeLong(reading.remaining());
  }

  private static Reading reading(DataInput in) throws IOException {
    return new Reading(in.readLong(), in.readLong(), in.readLong(), in.readLong());
  }

  private static void evidence(DataOutput out, Evidence evidence) throws IOException {
    out.writeUTF(evidence.kind().name());
    out.writeDouble(evidence.seconds());
    out.writeDouble(evidence.dirtied());
    out.writeDouble(evidence.level());
    out.writeDouble(evidence.freedom());
  }

  private static Evidence evidence(DataInput in) throws IOException {
    return new Evidence(
        Evidence.Kind.valueOf(in.readUTF()),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble());
  }

  private static <T> void list(DataOutput out, List<T> parts, Writer<T> writer) throws IOException {
    out.writeInt(parts.size());
    for (var part : parts) {
      writer.write(out, part);
    }
  }

  private static <T> List<T> list(DataInput in, Reader<T> reader) throws IOException {
    int size = in.readInt();
    var parts = new ArrayList<T>();
    for (int i = 0; i < size; i++) {
      parts.add(reader.read(in));
    }
    return parts;
  }

  private static <T> void optional(DataOutput out, @Nullable T part, Writer<T> writer)
      throws IOException {
    out.writeBoolean(part != null);
    if (part != null) {
      writer.write(out, part);
    }
  }

  private static <T> @Nullable T optional(DataInput in, Reader<T> reader) throws IOException {
    return in.readBoolean() ? reader.read(in) : null;
  }
}
