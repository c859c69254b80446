package dev.shadowland.protocol.handshake;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.crypto.SessionKeys;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The public-key part of answering one Connect, to be done away from the worker's thread: agree,
 * derive, sign.
 *
 * @param half whose answer it is; only its version is read by {@link #run}
 * @param clientKey X25519
 * @param connectionId 0 for a denial
 * @param denial null to accept
 */
public record KeyWork(
        HalfOpen half, byte[] clientKey, int connectionId, @Nullable DenyReason denial) {
    /** Where a worker leaves work for the public-key thread. */
    public interface Queue {
        /**
         * Returns false when the budget or the queue is exhausted: the Connect is dropped and
         * counted.
         */
        boolean offer(KeyWork work);
    }

    /** The finished answer, for {@link HandshakeResponder#onKeys}. */
    public record Done(HalfOpen half, byte[] reply, @Nullable SessionKeys keys) {}

    /**
     * Does the work on the calling thread: its curves take about 80 µs, 200 without libsodium. Null
     * when the client's key is of low order.
     */
    public @Nullable Done run(GatewayIdentity identity, RandomGenerator secureRandom) {
        return denial == null ? accept(identity, secureRandom) : deny(identity, denial);
    }

    private @Nullable Done accept(GatewayIdentity identity, RandomGenerator secureRandom) {
        byte[] privateKey = Curves.newPrivateKey(secureRandom);
        byte[] serverKey = Curves.agreementPublicKey(privateKey);
        byte[] salt = new byte[Transcript.SALT_LENGTH];
        secureRandom.nextBytes(salt);
        Transcript transcript =
                new Transcript(half.version(), clientKey, connectionId, serverKey, salt);
        SessionKeys keys = transcript.keys(privateKey, clientKey);
        if (keys == null) {
            return null;
        }
        PlaintextDatagram.Accepted accepted =
                new PlaintextDatagram.Accepted(
                        half.version(),
                        clientKey,
                        connectionId,
                        serverKey,
                        salt,
                        identity.certificate(),
                        identity.sign(transcript.signedMessage()));
        byte[] out = new byte[PacketHeader.MAX_DATAGRAM];
        int length = new PlaintextDatagram().writeAccepted(new UnsafeBuffer(out), 0, accepted);
        return new Done(half, Arrays.copyOf(out, length), keys);
    }

    private Done deny(GatewayIdentity identity, DenyReason reason) {
        DenialMessage message =
                new DenialMessage(
                        clientKey, reason.code(), ProtocolVersion.OLDEST, ProtocolVersion.CURRENT);
        PlaintextDatagram.Denied denied =
                new PlaintextDatagram.Denied(
                        clientKey,
                        reason.code(),
                        ProtocolVersion.OLDEST,
                        ProtocolVersion.CURRENT,
                        identity.certificate(),
                        identity.sign(message.bytes()));
        byte[] out = new byte[PacketHeader.MAX_DATAGRAM];
        int length = new PlaintextDatagram().writeDenied(new UnsafeBuffer(out), 0, denied);
        return new Done(half, Arrays.copyOf(out, length), null);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyWork that && half == that.half;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(half);
    }

    @Override
    public String toString() {
        return "KeyWork[" + Integer.toHexString(connectionId) + "]";
    }
}
