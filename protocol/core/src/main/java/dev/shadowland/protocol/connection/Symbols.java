package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.symbol.SymbolDefine;
import dev.shadowland.protocol.symbol.SymbolReceiver;
import dev.shadowland.protocol.symbol.SymbolSender;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The two symbol pools of a connection: what this end defined and what the peer did. A name is
 * written into a message of the ordered channel only, and its definition goes before it, so the
 * peer has every name that it is referred to. Both pools are made at first use. Owned by the
 * connection's thread.
 *
 * <p>To send: {@link #begin}, write the body into the writer it returns and names by {@link
 * #write}, {@link #send}. To receive: {@link #read} while {@link ConnectionHandler#onMessage} has a
 * message of the ordered channel.
 */
public final class Symbols {
    /** Longest body of a message with symbols. */
    public static final int MOST_BODY = 4096;

    private static final int NO_MESSAGE = -1;

    private final ConnectionHandler handler;
    private final ConnectionLife life;
    private final MessageOutbox outbox;
    private final WireWriter writer = new WireWriter();
    private @Nullable Sending sending;
    private @Nullable SymbolReceiver received;
    private int type = NO_MESSAGE;
    private boolean inOrder;
    private boolean isMisread;

    /** The half that is made when this end sends its first name. */
    private static final class Sending {
        private final SymbolSender pool = new SymbolSender();
        private final UnsafeBuffer body = new UnsafeBuffer(new byte[MOST_BODY]);
        private final UnsafeBuffer define = new UnsafeBuffer(new byte[SymbolDefine.MAX_SIZE]);
        private final WireWriter definition = new WireWriter();
    }

    Symbols(ConnectionHandler handler, ConnectionLife life, MessageOutbox outbox) {
        this.handler = handler;
        this.life = life;
        this.outbox = outbox;
    }

    /** Begins a message of the ordered channel; what was begun before and not sent is gone. */
    public WireWriter begin(int messageType) {
        MessageOutbox.requireMessage(messageType, 0);
        type = messageType;
        return writer.wrap(sending().body, 0, MOST_BODY);
    }

    /**
     * Writes a name into the message begun: its number, or itself when there is no number left or
     * no room for a definition.
     *
     * @throws IllegalArgumentException when it is longer than 80 characters or no well-formed text
     */
    public void write(String symbol) {
        requireBegun();
        SymbolSender pool = sending().pool;
        int id = pool.idOf(symbol);
        if (id == SymbolSender.NEW && canDefine(pool)) {
            id = define(sending(), symbol);
        }
        if (id >= 0) {
            writer.varUInt(id);
        } else {
            SymbolSender.spellOut(symbol, writer);
        }
    }

    private boolean canDefine(SymbolSender pool) {
        return pool.size() < SymbolDefine.MAX_SYMBOLS
                && life.isEstablished()
                && outbox.hasRoom(Channel.RELIABLE_ORDERED, SymbolDefine.MAX_SIZE);
    }

    private int define(Sending own, String symbol) {
        own.definition.wrap(own.define, 0, SymbolDefine.MAX_SIZE);
        int id = own.pool.define(symbol, own.definition);
        int length = own.definition.length();
        outbox.send(Channel.RELIABLE_ORDERED, FrameType.SYMBOL_DEFINE, own.define, 0, length);
        return id;
    }

    /**
     * Sends the message begun.
     *
     * @return whether it was taken; not without room in the channel's queue, nor unless established
     */
    public boolean send() {
        requireBegun();
        int length = writer.length();
        boolean taken = life.isEstablished() && outbox.hasRoom(Channel.RELIABLE_ORDERED, length);
        if (taken) {
            outbox.send(Channel.RELIABLE_ORDERED, type, sending().body, 0, length);
        }
        type = NO_MESSAGE;
        return taken;
    }

    private void requireBegun() {
        if (type == NO_MESSAGE) {
            throw new IllegalStateException("no message of the ordered channel was begun");
        }
    }

    private Sending sending() {
        Sending present = sending;
        if (present == null) {
            present = new Sending();
            sending = present;
        }
        return present;
    }

    private SymbolReceiver received() {
        SymbolReceiver present = received;
        if (present == null) {
            present = new SymbolReceiver();
            received = present;
        }
        return present;
    }

    /**
     * Reads a name of the message that is being delivered; one that was never defined, or is
     * malformed, fails the reader, gives null and ends the connection.
     *
     * @throws IllegalStateException outside of a message of the ordered channel
     */
    public @Nullable String read(WireReader body) {
        if (!inOrder) {
            throw new IllegalStateException("symbols are in messages of the ordered channel only");
        }
        String symbol = received().read(body);
        isMisread |= symbol == null;
        return symbol;
    }

    /** A definition arrives; null, or what is wrong with it. Nobody's business is skipped. */
    @Nullable DropReason onDefine(Channel channel, DirectBuffer buffer, int offset, int length) {
        if (channel != Channel.RELIABLE_ORDERED) {
            return DropReason.MALFORMED_FRAME;
        }
        if (!handler.takesSymbols()) {
            handler.onFrameDropped(DropReason.UNKNOWN_FRAME);
            return null;
        }
        return received().onDefine(buffer, offset, length) ? null : DropReason.MALFORMED_FRAME;
    }

    void onDelivery(Channel channel) {
        inOrder = channel == Channel.RELIABLE_ORDERED;
        isMisread = false;
    }

    /** The message was delivered; null, or what was wrong with a name in it. */
    @Nullable DropReason onDelivered() {
        inOrder = false;
        return isMisread ? DropReason.MALFORMED_FRAME : null;
    }

    /** Names that this end defined. */
    int definedCount() {
        return sending == null ? 0 : sending.pool.size();
    }

    /** Number of a name that this end defined, negative when it did not. */
    int definedId(String symbol) {
        return sending == null ? SymbolSender.NEW : sending.pool.idOf(symbol);
    }

    /** Names that the peer defined. */
    int receivedCount() {
        return received == null ? 0 : received.size();
    }

    /** The name of a number, null when the peer did not define it. */
    @Nullable String received(int id) {
        return received == null ? null : received.symbol(id);
    }
}
