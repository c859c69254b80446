package dev.shadowland.protocol.crypto;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * Holds curves against the RFCs and against others before they are trusted with keys: the examples,
 * then random keys; points of low order are refused, and so is a signature of which a bit was
 * touched.
 */
final class CurvesSelfTest {
    private static final int ROUNDS = 8;
    private static final int MOST_MESSAGE = 200;

    /** RFC 7748, 5.2: scalar, point, product. */
    private static final String[] X25519 = {
        "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
        "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
        "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"
    };

    /** RFC 7748, 6.1: Alice's private and public key. */
    private static final String[] X25519_PUBLIC = {
        "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a",
        "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"
    };

    /** RFC 8032, 7.1, test 3: private key, public key, message, signature. */
    private static final String[] ED25519 = {
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    };

    /** X25519 with any of them is zero. The last two are the first two, unreduced. */
    private static final String[] LOW_ORDER = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
    };

    private final SplittableRandom random = new SplittableRandom(7748);
    private final Curves.Provider candidate;
    private final Curves.Provider reference;

    private CurvesSelfTest(Curves.Provider candidate, Curves.Provider reference) {
        this.candidate = candidate;
        this.reference = reference;
    }

    /** What is wrong with the candidate, null when nothing is. */
    static @Nullable String problemOf(Curves.Provider candidate, Curves.Provider reference) {
        CurvesSelfTest test = new CurvesSelfTest(candidate, reference);
        String problem = test.exampleProblem();
        if (problem == null) {
            problem = test.lowOrderProblem();
        }
        for (int i = 0; i < ROUNDS && problem == null; i++) {
            problem = test.agreementProblem();
            problem = problem == null ? test.signatureProblem() : problem;
        }
        return problem;
    }

    private @Nullable String exampleProblem() {
        byte[] shared = new byte[Curves.KEY_LENGTH];
        boolean agrees =
                candidate.agree(hex(X25519[0]), hex(X25519[1]), shared)
                        && Arrays.equals(shared, hex(X25519[2]))
                        && Arrays.equals(
                                candidate.agreementPublicKey(hex(X25519_PUBLIC[0])),
                                hex(X25519_PUBLIC[1]));
        if (!agrees) {
            return "it gets the examples of RFC 7748 wrong";
        }
        byte[] message = hex(ED25519[2]);
        boolean signs =
                Arrays.equals(candidate.signingPublicKey(hex(ED25519[0])), hex(ED25519[1]))
                        && Arrays.equals(
                                candidate.sign(hex(ED25519[0]), hex(ED25519[1]), message),
                                hex(ED25519[3]))
                        && candidate.verify(hex(ED25519[1]), message, hex(ED25519[3]));
        return signs ? null : "it gets the example of RFC 8032 wrong";
    }

    private @Nullable String lowOrderProblem() {
        byte[] privateKey = bytes(Curves.KEY_LENGTH);
        for (String point : LOW_ORDER) {
            byte[] shared = bytes(Curves.KEY_LENGTH);
            if (candidate.agree(privateKey, hex(point), shared)
                    || !Arrays.equals(shared, new byte[Curves.KEY_LENGTH])) {
                return "it agrees with a point of low order";
            }
        }
        return null;
    }

    private @Nullable String agreementProblem() {
        byte[] privateKey = bytes(Curves.KEY_LENGTH);
        byte[] peer = bytes(Curves.KEY_LENGTH);
        byte[] shared = new byte[Curves.KEY_LENGTH];
        byte[] expected = new byte[Curves.KEY_LENGTH];
        boolean same =
                candidate.agree(privateKey, peer, shared)
                                == reference.agree(privateKey, peer, expected)
                        && Arrays.equals(shared, expected)
                        && Arrays.equals(
                                candidate.agreementPublicKey(privateKey),
                                reference.agreementPublicKey(privateKey));
        return same ? null : "it agrees otherwise than " + reference.name();
    }

    private @Nullable String signatureProblem() {
        byte[] privateKey = bytes(Curves.KEY_LENGTH);
        byte[] message = bytes(1 + random.nextInt(MOST_MESSAGE));
        byte[] publicKey = candidate.signingPublicKey(privateKey);
        byte[] signature = candidate.sign(privateKey, publicKey, message);
        boolean same =
                Arrays.equals(publicKey, reference.signingPublicKey(privateKey))
                        && Arrays.equals(signature, reference.sign(privateKey, publicKey, message));
        if (!same) {
            return "it signs otherwise than " + reference.name();
        }
        if (!candidate.verify(publicKey, message, signature)) {
            return "it does not verify what " + reference.name() + " signed";
        }
        boolean fooled =
                candidate.verify(touched(publicKey), message, signature)
                        || candidate.verify(publicKey, touched(message), signature)
                        || candidate.verify(publicKey, message, touched(signature));
        return fooled ? "it verifies what was touched" : null;
    }

    private byte[] touched(byte[] bytes) {
        byte[] touched = bytes.clone();
        touched[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return touched;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
