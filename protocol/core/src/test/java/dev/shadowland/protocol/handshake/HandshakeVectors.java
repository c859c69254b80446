package dev.shadowland.protocol.handshake;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.crypto.Hkdf;
import dev.shadowland.protocol.crypto.SessionKeys;
import dev.shadowland.protocol.golden.VectorFile;
import dev.shadowland.protocol.token.LoginToken;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.PeerAddress;

import org.agrona.concurrent.UnsafeBuffer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Sections 4 and 5 of the document, and the login token. */
public final class HandshakeVectors {
    private static final long NOW_MS = 1_800_000_000_000L;
    private static final int CONNECTION_ID = 0x0C12_3456;

    private final VectorFile file;
    private final PlaintextDatagram datagrams = new PlaintextDatagram();
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
    private final byte[] rootPrivate = filled(0x10);
    private final byte[] gatewayPrivate = filled(0x20);
    private final byte[] clientPrivate = filled(0x30);
    private final byte[] serverPrivate = filled(0x40);
    private final byte[] clientKey = Curves.agreementPublicKey(clientPrivate);
    private final byte[] serverKey = Curves.agreementPublicKey(serverPrivate);
    private final byte[] salt = Arrays.copyOf(filled(0x50), Transcript.SALT_LENGTH);
    private final IdentityCertificate certificate =
            IdentityCertificate.issue(
                    rootPrivate,
                    Curves.signingPublicKey(gatewayPrivate),
                    NOW_MS,
                    NOW_MS + 86_400_000);

    private HandshakeVectors(VectorFile file) {
        this.file = file;
    }

    /** Adds them. */
    public static void addTo(VectorFile file) {
        HandshakeVectors vectors = new HandshakeVectors(file);
        byte[] cookie = vectors.cookie();
        vectors.connects(cookie);
        vectors.accepted();
        vectors.denied();
        vectors.certificate();
        vectors.keys();
        vectors.token();
    }

    private byte[] cookie() {
        byte[] secret = filled(0x60);
        PeerAddress address = new PeerAddress(0, 0xFFFF_C000_0207L, 40_000);
        byte[] cookie = new byte[CookieJar.LENGTH];
        new CookieJar(new Fixed(secret), 10_000)
                .bake(NOW_MS, address.hi(), address.lo(), address.port(), clientKey, cookie);
        file.vector("cookie", "cookie")
                .given("secret", secret)
                .given("address", "00000000000000000000ffffc0000207")
                .given("port", 40_000)
                .given("clientKey", clientKey)
                .bytes(cookie)
                .expect("nonce", Arrays.copyOf(cookie, 8))
                .expect("timestamp", NOW_MS);
        return cookie;
    }

    private void connects(byte[] cookie) {
        int first =
                datagrams.writeConnect(out, 0, new PlaintextDatagram.Connect(1, clientKey, null));
        plaintext("Connect", first, 0)
                .expect("version", 1)
                .expect("cookieLength", 0)
                .expect("cookie", "");
        int second =
                datagrams.writeConnect(out, 0, new PlaintextDatagram.Connect(1, clientKey, cookie));
        plaintext("Connect with its cookie", second, 0)
                .expect("version", 1)
                .expect("cookieLength", 48)
                .expect("cookie", cookie);
        plaintext("Cookie", datagrams.writeCookie(out, 0, clientKey, cookie), 1)
                .expect("cookie", cookie);
    }

    private void accepted() {
        Transcript transcript =
                new Transcript(ProtocolVersion.CURRENT, clientKey, CONNECTION_ID, serverKey, salt);
        byte[] signature = Curves.sign(gatewayPrivate, transcript.signedMessage());
        PlaintextDatagram.Accepted accepted =
                new PlaintextDatagram.Accepted(
                        ProtocolVersion.CURRENT,
                        clientKey,
                        CONNECTION_ID,
                        serverKey,
                        salt,
                        certificate,
                        signature);
        signed(plaintext("ConnectionAccepted", datagrams.writeAccepted(out, 0, accepted), 2))
                .expect("version", 1)
                .expect("connectionId", CONNECTION_ID)
                .expect("serverKey", serverKey)
                .expect("salt", salt)
                .expect("signature", signature);
    }

    private void denied() {
        DenialMessage message = new DenialMessage(clientKey, 1, 1, 7);
        byte[] signature = Curves.sign(gatewayPrivate, message.bytes());
        PlaintextDatagram.Denied denied =
                new PlaintextDatagram.Denied(clientKey, 1, 1, 7, certificate, signature);
        signed(plaintext("ConnectionDenied", datagrams.writeDenied(out, 0, denied), 3))
                .expect("reason", 1)
                .expect("oldest", 1)
                .expect("newest", 7)
                .expect("signature", signature);
    }

    private VectorFile.Vector plaintext(String name, int length, int type) {
        return file.vector(name, "plaintext")
                .bytes(Arrays.copyOf(out.byteArray(), length))
                .expect("type", type)
                .expect("clientKey", clientKey);
    }

    private VectorFile.Vector signed(VectorFile.Vector vector) {
        return vector.expect("certificate.gatewayKey", certificate.gatewayKey())
                .expect("certificate.notBefore", certificate.notBeforeMs())
                .expect("certificate.notAfter", certificate.notAfterMs())
                .expect("certificate.signature", certificate.signature());
    }

    private void certificate() {
        signed(file.vector("certificate", "certificate"))
                .given("root", Curves.signingPublicKey(rootPrivate))
                .bytes(certificate.bytes());
    }

    private void keys() {
        Transcript transcript = new Transcript(1, clientKey, CONNECTION_ID, serverKey, salt);
        SessionKeys keys =
                Objects.requireNonNull(transcript.keys(clientPrivate.clone(), serverKey));
        byte[] signed = transcript.signedMessage();
        byte[] hash = Arrays.copyOfRange(signed, signed.length - 32, signed.length);
        byte[] shared = new byte[32];
        Curves.agree(clientPrivate, serverKey, shared);
        byte[] label = "shadowland rekey secret v1".getBytes(StandardCharsets.US_ASCII);
        byte[] info = Arrays.copyOf(label, label.length + hash.length);
        System.arraycopy(hash, 0, info, label.length, hash.length);
        file.vector("transcript, keys of both directions and rekey secret", "keys")
                .given("version", 1)
                .given("clientPrivate", clientPrivate)
                .given("serverPrivate", serverPrivate)
                .given("connectionId", CONNECTION_ID)
                .given("salt", salt)
                .written(
                        writer ->
                                writer.bytes(hash)
                                        .bytes(keys.serverToClient())
                                        .bytes(keys.clientToServer())
                                        .bytes(Hkdf.derive(shared, salt, info, 32)));
    }

    private void token() {
        byte[] loginPrivate = filled(0x70);
        LoginToken token =
                new LoginToken(
                        new UUID(0x0102_0304_0506_0708L, 0x090A_0B0C_0D0E_0F10L),
                        new UUID(0x1112_1314_1516_1718L, 0x191A_1B1C_1D1E_1F20L),
                        4711,
                        -2,
                        NOW_MS,
                        NOW_MS + 60_000);
        byte[] bytes = token.signed(loginPrivate);
        file.vector("login token", "token")
                .given("loginKey", Curves.signingPublicKey(loginPrivate))
                .bytes(bytes)
                .expect("version", 1)
                .expect("id", "0807060504030201100f0e0d0c0b0a09")
                .expect("cluster", "1817161514131211201f1e1d1c1b1a19")
                .expect("account", 4711)
                .expect("character", -2)
                .expect("issuedAt", NOW_MS)
                .expect("expiresAt", NOW_MS + 60_000)
                .expect("signature", Arrays.copyOfRange(bytes, 65, 129));
    }

    private static byte[] filled(int from) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (from + i);
        }
        return bytes;
    }

    /** Gives a known secret. */
    private record Fixed(byte[] secret) implements RandomGenerator {
        @Override
        public long nextLong() {
            return 0x0123_4567_89AB_CDEFL;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(secret, 0, bytes, 0, bytes.length);
        }
    }
}
