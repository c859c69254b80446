package dev.shadowland.protocol.rekey;

import dev.shadowland.protocol.crypto.ReplayWindow;
import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;

/** One end of a connection that does nothing but send numbered datagrams and change keys. */
final class RekeyEnd {
    static final int ID = 0x0400_0007;
    private static final int NUMBER_FRAME = 0x41;

    final CipherWatch ciphers = new CipherWatch();
    final ArrayDeque<RekeyWork> waiting = new ArrayDeque<>();
    final KeySchedule keys;
    final SplittableRandom random;
    boolean lane;
    boolean laneFull;
    boolean misbehaved;
    long opened;
    long refused;
    long nextSequence;

    private final ReplayWindow replay = new ReplayWindow(1024);
    private final FrameReader frames = new FrameReader();
    private final WireReader reader = new WireReader();
    private final WireWriter writer = new WireWriter();

    private RekeyEnd(boolean server, RekeySettings settings, long seed) {
        random = new SplittableRandom(seed);
        byte[] down = new byte[32];
        byte[] up = new byte[32];
        byte[] secret = new byte[32];
        Arrays.fill(down, (byte) 1);
        Arrays.fill(up, (byte) 2);
        Arrays.fill(secret, (byte) 3);
        KeySchedule.Origin origin =
                new KeySchedule.Origin(
                        ciphers.forSealing(server ? down : up),
                        ciphers.forOpening(server ? up : down),
                        new KeySchedule.Secret(secret),
                        ciphers);
        keys =
                server
                        ? KeySchedule.ofServer(origin, settings, this::agree)
                        : KeySchedule.ofClient(origin, this::agree);
    }

    static RekeyEnd server(RekeySettings settings, long seed, long nowNs) {
        RekeyEnd end = new RekeyEnd(true, settings, seed);
        end.keys.onTime(nowNs, 0);
        return end;
    }

    static RekeyEnd client(long seed) {
        return new RekeyEnd(false, RekeySettings.DEFAULT, seed + 1);
    }

    private boolean agree(RekeyWork work) {
        if (laneFull) {
            return false;
        }
        if (lane) {
            return waiting.add(work);
        }
        return KeyAgreement.inline(Random.from(random)).offer(work);
    }

    /** Does the work that waits, as the public-key thread would. */
    void runLane() {
        for (RekeyWork work = waiting.poll(); work != null; work = waiting.poll()) {
            work.run(Random.from(random));
            work.finish();
        }
    }

    byte[] send(long nowNs) {
        UnsafeBuffer out = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
        writer.wrap(out, 0, PacketHeader.MAX_DATAGRAM - PacketHeader.TAG_LENGTH)
                .padTo(PacketHeader.LENGTH);
        keys.write(writer, nowNs);
        writer.u8(NUMBER_FRAME).u8(8).i64(nextSequence);
        int flags = PacketHeader.SEALED | keys.phaseFlag();
        PacketHeader.write(out, 0, ID, PacketHeader.UNRELIABLE, flags, nextSequence++);
        int length = keys.seal(out, 0, writer.length() - PacketHeader.LENGTH);
        return Arrays.copyOf(out.byteArray(), length);
    }

    /** Takes a datagram; false when it did not open. */
    boolean receive(byte[] datagram, long nowNs) {
        UnsafeBuffer buffer = new UnsafeBuffer(datagram.clone());
        long sequence = PacketHeader.sequence(buffer, 0);
        if (!replay.accepts(sequence)) {
            return false;
        }
        int length = keys.open(buffer, 0, datagram.length, nowNs);
        if (length < 0) {
            refused++;
            return false;
        }
        replay.mark(sequence);
        opened++;
        frames.wrap(buffer, PacketHeader.LENGTH, length);
        while (frames.next()) {
            onFrame(buffer, sequence);
        }
        return true;
    }

    private void onFrame(UnsafeBuffer buffer, long sequence) {
        reader.wrap(buffer, frames.bodyOffset(), frames.bodyLength());
        if (KeySchedule.owns(frames.type())) {
            misbehaved |= !keys.onFrame(frames.type(), reader);
        } else if (reader.i64() != sequence) {
            throw new AssertionError("another datagram's content in " + sequence);
        }
    }
}
