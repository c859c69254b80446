package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.wire.DropReason;

import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps all that a connection says, with the time of it, and fails at anything said twice. */
final class RecordingHandler implements ConnectionHandler {
    final List<String> trace = new ArrayList<>();
    final List<Integer> frameTypes = new ArrayList<>();
    final List<Integer> frameNumbers = new ArrayList<>();
    final List<Long> rtts = new ArrayList<>();
    final Map<Long, Boolean> fates = new HashMap<>();
    final List<DropReason> frameDrops = new ArrayList<>();
    boolean established;
    boolean closedByPeer;
    @Nullable DisconnectReason closed;
    long nowNs;

    @Override
    public void onFrame(int type, DirectBuffer buffer, int offset, int length) {
        requireOpen("frame");
        frameTypes.add(type);
        frameNumbers.add(length >= 4 ? buffer.getInt(offset) : -1);
        trace.add(nowNs + " frame " + type + " " + frameNumbers.getLast());
    }

    @Override
    public void onEstablished() {
        requireOpen("established");
        if (established) {
            throw new AssertionError("established twice");
        }
        established = true;
        trace.add(nowNs + " established");
    }

    @Override
    public void onClosed(DisconnectReason reason, boolean byPeer) {
        requireOpen("closed");
        closed = reason;
        closedByPeer = byPeer;
        trace.add(nowNs + " closed " + reason + " " + byPeer);
    }

    @Override
    public void onDatagramAcked(long sequence) {
        noteFate(sequence, true);
    }

    @Override
    public void onDatagramLost(long sequence) {
        noteFate(sequence, false);
    }

    @Override
    public void onRtt(long rttNs) {
        rtts.add(rttNs);
    }

    @Override
    public void onFrameDropped(DropReason reason) {
        frameDrops.add(reason);
    }

    private void noteFate(long sequence, boolean acked) {
        if (fates.put(sequence, acked) != null) {
            throw new AssertionError("second fate of " + sequence);
        }
        trace.add(nowNs + (acked ? " acked " : " lost ") + sequence);
    }

    private void requireOpen(String what) {
        if (closed != null) {
            throw new AssertionError(what + " after closed " + closed);
        }
    }
}
