package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.WireReader;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One end of a simulation of messages: makes messages whose bytes follow from their number, and
 * fails at one that arrives damaged, twice or out of its order.
 */
final class MessageEnd implements ConnectionHandler {
    static final int TYPE = 0x70;
    static final int LEAST_BODY = 4;

    /** A message of names: u8 of how many, then they. */
    static final int NAMES = 0x71;

    final Map<Channel, List<Integer>> delivered = new EnumMap<>(Channel.class);
    final Map<Channel, Set<Integer>> seen = new EnumMap<>(Channel.class);
    final Map<Channel, Integer> sent = new EnumMap<>(Channel.class);
    final List<DropReason> frameDrops = new ArrayList<>();

    /** Names of each message with names, as they were read. */
    final List<List<String>> names = new ArrayList<>();

    boolean takesSymbols = true;

    /** Bytes that it still lets the peer have decoded; and what it let. */
    long mayExpand = Long.MAX_VALUE;

    long expanding;
    int expandingMessages;
    int expandedInVain;
    @Nullable PeerConnection own;
    @Nullable DisconnectReason closed;
    boolean established;
    private final UnsafeBuffer body = new UnsafeBuffer(new byte[65_536]);

    MessageEnd() {
        for (Channel channel : Channel.values()) {
            delivered.put(channel, new ArrayList<>());
            seen.put(channel, new HashSet<>());
            sent.put(channel, 0);
        }
    }

    /** Sends the channel's next message with a body of this length, at least 4. */
    boolean send(PeerConnection from, Channel channel, int length) {
        int number = sent.getOrDefault(channel, 0);
        body.putInt(0, number);
        for (int i = LEAST_BODY; i < length; i++) {
            body.putByte(i, at(number, i));
        }
        boolean taken =
                channel.isReliable()
                        ? from.sendReliable(channel, TYPE, body, 0, length)
                        : from.sendUnreliable(TYPE, body, 0, length);
        if (taken) {
            sent.put(channel, number + 1);
        }
        return taken;
    }

    /** Half of the messages have bytes that never repeat, half repeat all the time. */
    private static byte at(int number, int index) {
        return number % 2 == 0 ? mixed(number * 0x9E37_79B1 + index) : (byte) (index % 7);
    }

    /** The finalizer of MurmurHash3: a linear mix would repeat, and LZ4 would find it. */
    private static byte mixed(int value) {
        int bits = (value ^ value >>> 16) * 0x85EB_CA6B;
        bits = (bits ^ bits >>> 13) * 0xC2B2_AE35;
        return (byte) (bits >>> 24);
    }

    /** Sends names in a message of the ordered channel. */
    static boolean sendNames(PeerConnection from, List<String> names) {
        from.symbols().begin(NAMES).u8(names.size());
        names.forEach(from.symbols()::write);
        return from.symbols().send();
    }

    private void readNames(DirectBuffer buffer, int offset, int length) {
        WireReader body = new WireReader().wrap(buffer, offset, length);
        Symbols symbols = Objects.requireNonNull(own).symbols();
        List<String> read = new ArrayList<>();
        for (int left = body.u8(); left > 0 && !body.failed(); left--) {
            String name = symbols.read(body);
            if (name != null) {
                read.add(name);
            }
        }
        names.add(read);
    }

    @Override
    public boolean takesSymbols() {
        return takesSymbols;
    }

    @Override
    public void onMessage(Channel channel, int type, DirectBuffer buffer, int offset, int length) {
        if (type == NAMES) {
            readNames(buffer, offset, length);
            return;
        }
        if (type != TYPE || length < LEAST_BODY) {
            throw new AssertionError("message of type " + type + ", " + length + " bytes");
        }
        int number = buffer.getInt(offset);
        for (int i = LEAST_BODY; i < length; i++) {
            if (buffer.getByte(offset + i) != at(number, i)) {
                throw new AssertionError("message " + number + " damaged at " + i);
            }
        }
        if (!seen.computeIfAbsent(channel, _ -> new HashSet<>()).add(number)) {
            throw new AssertionError(channel + " message " + number + " twice");
        }
        List<Integer> before = delivered.computeIfAbsent(channel, _ -> new ArrayList<>());
        if (channel == Channel.RELIABLE_ORDERED && number != before.size()) {
            throw new AssertionError(number + " in place of " + before.size());
        }
        before.add(number);
    }

    @Override
    public void onFrame(int type, DirectBuffer buffer, int offset, int length) {
        if (type == TYPE) {
            onMessage(Channel.UNRELIABLE, type, buffer, offset, length);
        }
    }

    @Override
    public void onFrameDropped(DropReason reason) {
        frameDrops.add(reason);
    }

    @Override
    public boolean onExpanding(int bytes, int messages, long nowNs) {
        if (bytes > mayExpand) {
            return false;
        }
        mayExpand -= bytes;
        expanding += bytes;
        expandingMessages += messages;
        return true;
    }

    @Override
    public void onExpandedInVain(long nowNs) {
        expandedInVain++;
    }

    @Override
    public void onEstablished() {
        established = true;
    }

    @Override
    public void onClosed(DisconnectReason reason, boolean byPeer) {
        closed = reason;
    }

    int deliveredOf(Channel channel) {
        return delivered.getOrDefault(channel, List.of()).size();
    }

    int sentOf(Channel channel) {
        return sent.getOrDefault(channel, 0);
    }
}
