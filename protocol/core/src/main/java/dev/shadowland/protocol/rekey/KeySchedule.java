package dev.shadowland.protocol.rekey;

import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.MutableDirectBuffer;

import java.util.Arrays;

/**
 * The keys of one end of a connection over its whole life: seals, opens, and has them changed by
 * time, by bytes or when forced. Only keys change, never numbers. Sans I/O; owned by the
 * connection's thread.
 */
public final class KeySchedule {
    /** Bytes of a RekeyRequest or RekeyResponse frame. */
    public static final int FRAME_LENGTH = 2 + Integer.BYTES + Curves.KEY_LENGTH;

    private static final int BODY_LENGTH = FRAME_LENGTH - 2;

    private final KeyEpochs epochs;
    private final KeyChain chain;
    private final Rekey rekey;
    private final int peerFrame;

    private KeySchedule(KeyEpochs epochs, KeyChain chain, Rekey rekey, int peerFrame) {
        this.epochs = epochs;
        this.chain = chain;
        this.rekey = rekey;
        this.peerFrame = peerFrame;
    }

    /**
     * The keys of a handshake.
     *
     * @param sealing what this end sends
     * @param opening what it receives
     * @param secret S(0), 32 bytes, copied
     * @param provider makes the ciphers of later epochs
     */
    public record Origin(Aead sealing, Aead opening, Secret secret, Aead.Provider provider) {}

    /** A chain secret that never shows itself. */
    public static final class Secret {
        private final byte[] bytes;

        /** Copies 32 bytes. */
        public Secret(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public String toString() {
            return "Secret[hidden]";
        }
    }

    /** A server's keys. */
    public static KeySchedule ofServer(
            Origin origin, RekeySettings settings, KeyAgreement agreement) {
        KeyEpochs epochs = new KeyEpochs(true, origin.sealing(), origin.opening());
        KeyChain chain = chain(epochs, origin, true);
        Rekey rekey = new ServerRekey(settings, agreement, chain);
        return new KeySchedule(epochs, chain, rekey, FrameType.REKEY_RESPONSE);
    }

    /** A client's keys. */
    public static KeySchedule ofClient(Origin origin, KeyAgreement agreement) {
        KeyEpochs epochs = new KeyEpochs(false, origin.sealing(), origin.opening());
        KeyChain chain = chain(epochs, origin, false);
        Rekey rekey = new ClientRekey(agreement, chain);
        return new KeySchedule(epochs, chain, rekey, FrameType.REKEY_REQUEST);
    }

    private static KeyChain chain(KeyEpochs epochs, Origin origin, boolean server) {
        byte[] bytes = origin.secret().bytes;
        KeyChain chain = new KeyChain(epochs, origin.provider(), server, bytes);
        Arrays.fill(bytes, (byte) 0);
        return chain;
    }

    /** Header flag of the key that seals next. */
    public int phaseFlag() {
        return epochs.phaseFlag();
    }

    /** Epoch under which this end seals: rekeys so far. */
    public int epoch() {
        return epochs.sealingEpoch();
    }

    /** Whether nothing of a rekey is under way at this end, old keys included. */
    public boolean isSettled() {
        return !epochs.hasNext() && !epochs.hasPrevious();
    }

    /** As {@link Aead#seal}, under the present key; the header already has {@link #phaseFlag}. */
    public int seal(MutableDirectBuffer datagram, int offset, int plaintextLength) {
        return epochs.seal(datagram, offset, plaintextLength);
    }

    /**
     * Opens in place under the one key that phase and sequence allow.
     *
     * @return bytes of plaintext, negative when it does not open
     */
    public int open(MutableDirectBuffer datagram, int offset, int length, long nowNs) {
        return epochs.open(datagram, offset, length, nowNs);
    }

    /** Whether the frame is of a rekey. */
    public static boolean owns(int type) {
        return type == FrameType.REKEY_REQUEST || type == FrameType.REKEY_RESPONSE;
    }

    /** Takes the body of a frame; false when it is malformed or no honest peer sends it now. */
    public boolean onFrame(int type, WireReader body) {
        if (type != peerFrame || body.remaining() != BODY_LENGTH) {
            return false;
        }
        int epoch = body.i32();
        byte[] key = new byte[Curves.KEY_LENGTH];
        body.bytes(key);
        return body.finished() && rekey.onMessage(epoch, key);
    }

    /** Starts, repeats and retires what is due. Established connections only. */
    public void onTime(long nowNs, long rtoNs) {
        epochs.onTime(nowNs, rtoNs);
        rekey.onTime(nowNs, rtoNs);
    }

    /** Whether a datagram is due for a rekey's sake. */
    public boolean isSendDue(long nowNs) {
        return rekey.isSendDue(nowNs);
    }

    /** Writes the frame that is due, if any and if it fits. */
    public void write(WireWriter writer, long nowNs) {
        rekey.write(writer, nowNs);
    }

    /** Has the keys changed soon; servers only. */
    public void force() {
        rekey.force();
    }

    /** Whether a rekey failed for good: nobody answers, or the peer's key is of low order. */
    public boolean isFailed() {
        return rekey.isFailed();
    }

    /** Zeroes every key and secret. */
    public void destroy() {
        rekey.destroy();
        chain.destroy();
    }

    static void writeFrame(WireWriter writer, int type, int epoch, byte[] key) {
        writer.u8(type).u8(BODY_LENGTH).u32(epoch).bytes(key);
    }
}
