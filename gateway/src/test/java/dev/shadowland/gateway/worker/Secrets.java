package dev.shadowland.gateway.worker;

import dev.shadowland.protocol.crypto.Aead;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/** Byte strings that nobody may show, and the forms in which they could be shown. Any thread. */
final class Secrets {
    private static final int PIECE = 12;
    private static final int SHORTEST = 16;

    private final List<Secret> secrets = new CopyOnWriteArrayList<>();

    private record Secret(String name, byte[] bytes) {}

    /** Notes a secret of 16 bytes or more; a copy. */
    byte[] add(String name, byte[] bytes) {
        if (bytes.length >= SHORTEST) {
            secrets.add(new Secret(name, bytes.clone()));
        }
        return bytes;
    }

    SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        secrets.forEach(secret -> names.add(secret.name()));
        return names;
    }

    /** A source of randomness that notes what it gives: private keys, cookie secrets. */
    RandomGenerator noting(String name, RandomGenerator random) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return random.nextLong();
            }

            @Override
            public void nextBytes(byte[] bytes) {
                random.nextBytes(bytes);
                add(name, bytes);
            }
        };
    }

    /** A cipher that notes its keys, those of later epochs too. */
    Aead.Provider noting(String name, Aead.Provider aead) {
        return new Aead.Provider() {
            @Override
            public String name() {
                return aead.name();
            }

            @Override
            public Aead forSealing(byte[] key) {
                return aead.forSealing(add(name, key));
            }

            @Override
            public Aead forOpening(byte[] key) {
                return aead.forOpening(add(name, key));
            }
        };
    }

    /**
     * Names of the secrets of which 12 bytes are in the text, each with the form it is shown in.
     */
    SortedSet<String> shownIn(String text) {
        SortedSet<String> shown = new TreeSet<>();
        String lower = text.toLowerCase(Locale.ROOT);
        for (Secret secret : secrets) {
            int last = secret.bytes().length - PIECE;
            // Three in a row at either end: base64 in another text begins at one of them.
            for (int from : new int[] {0, 1, 2, last - 2, last - 1, last}) {
                byte[] piece = Arrays.copyOfRange(secret.bytes(), from, from + PIECE);
                forms(text, lower, piece).forEach(form -> shown.add(secret.name() + " " + form));
            }
        }
        return shown;
    }

    private static List<String> forms(String text, String lower, byte[] piece) {
        String list = Arrays.toString(piece);
        List<String> forms = new ArrayList<>();
        if (lower.contains(HexFormat.of().formatHex(piece))) {
            forms.add("in hex");
        }
        if (text.contains(Base64.getEncoder().encodeToString(piece))
                || text.contains(Base64.getUrlEncoder().encodeToString(piece))) {
            forms.add("in base64");
        }
        if (text.contains(new String(piece, StandardCharsets.ISO_8859_1))) {
            forms.add("raw");
        }
        if (text.contains(list.substring(1, list.length() - 1))) {
            forms.add("as a list");
        }
        return forms;
    }
}
