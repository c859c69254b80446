package dev.shadowland.protocol.symbol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;

import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.util.HexFormat;

class SymbolPoolTest {
    private final SymbolSender sender = new SymbolSender();
    private final SymbolReceiver receiver = new SymbolReceiver();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);

    @Test
    void shouldTellASymbolOnceAndReferToItFromThenOn() {
        assertThat(sender.idOf("Fireball")).isEqualTo(SymbolSender.NEW);
        assertThat(define("Fireball")).isZero();
        assertThat(define("Höhle 🐉")).isEqualTo(1);

        assertThat(sender.idOf("Fireball")).isZero();
        assertThat(receiver.symbol(0)).isEqualTo("Fireball");
        assertThat(receiver.symbol(1)).isEqualTo("Höhle 🐉");
        assertThat(receiver.size()).isEqualTo(sender.size()).isEqualTo(2);
    }

    @Test
    void shouldTakeEightyCharactersOfFourBytesAndNotEightyOne() {
        String longest = "🐉".repeat(80);
        assertThat(define(longest)).isZero();
        assertThat(receiver.symbol(0)).isEqualTo(longest);

        assertThatThrownBy(() -> define(longest + "x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(onDefine("0100" + hex("x".repeat(80)))).isTrue();
        assertThat(onDefine("0200" + hex("x".repeat(81)))).isFalse();
        assertThat(onDefine("0200" + hex("🐉".repeat(80) + "x"))).isFalse();
        assertThat(receiver.size()).isEqualTo(2);
    }

    @Test
    void shouldSayFullWhenAllIdsAreGivenAway() {
        for (int i = 0; i < SymbolDefine.MAX_SYMBOLS; i++) {
            assertThat(define("s" + i)).isEqualTo(i);
        }
        WireWriter writer = new WireWriter().wrap(buffer, 0, 100);

        assertThat(sender.define("one more", writer)).isEqualTo(SymbolSender.FULL);
        assertThat(writer.length()).isZero();
        assertThat(receiver.size()).isEqualTo(SymbolDefine.MAX_SYMBOLS);
        assertThat(onDefine("0010" + hex("one more"))).as("id 4096").isFalse();
        assertThat(receiver.symbol(4095)).isEqualTo("s4095");
        assertThat(receiver.symbol(4096)).isNull();
        assertThat(receiver.symbol(-1)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // no id
                "05",
                "0700ff", // never in UTF-8
                "0700c3", // cut
                "0700c080", // overlong
                "0700eda080", // half of a surrogate pair
                "0700f4908080", // above U+10FFFF
                "001041", // id 4096
                "000041" // id 0, defined before
            })
    void shouldRefuseAMalformedDefinitionAndChangeNothing(String body) {
        define("first");

        assertThat(onDefine(body)).isFalse();
        assertThat(receiver.size()).isEqualTo(1);
        assertThat(receiver.symbol(0)).isEqualTo("first");
        assertThat(receiver.symbol(7)).isNull();
    }

    @Test
    void shouldTakeTheEmptySymbol() {
        assertThat(define("")).isZero();
        assertThat(receiver.symbol(0)).isEmpty();
    }

    @Test
    void shouldFailAReferenceToWhatWasNotDefined() {
        define("first");
        new WireWriter().wrap(buffer, 0, 10).varUInt(0).varUInt(1);
        WireReader reader = new WireReader().wrap(buffer, 0, 2);

        assertThat(receiver.read(reader)).isEqualTo("first");
        assertThat(receiver.read(reader)).isNull();
        assertThat(reader.failed()).isTrue();
        assertThat(receiver.read(reader.wrap(buffer, 0, 0))).isNull();
    }

    @Test
    void shouldRefuseToDefineTwiceOrHalfACharacter() {
        define("first");
        assertThatThrownBy(() -> define("first")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> define("\uD83D")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNotAllocateForKnownSymbols() {
        define("Fireball");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        WireReader reader = new WireReader();
        refer(reader, 20_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        refer(reader, 100_000);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("less than a byte each time")
                .isLessThan(100_000);
    }

    private void refer(WireReader reader, int times) {
        for (int i = 0; i < times; i++) {
            buffer.putByte(0, (byte) sender.idOf("Fireball"));
            if (receiver.read(reader.wrap(buffer, 0, 1)) == null) {
                throw new AssertionError("lost");
            }
        }
    }

    private int define(String symbol) {
        WireWriter body = new WireWriter().wrap(buffer, 3, SymbolDefine.MAX_SIZE);
        int id = sender.define(symbol, body);
        assertThat(receiver.onDefine(buffer, 3, body.length())).isTrue();
        return id;
    }

    private boolean onDefine(String body) {
        byte[] bytes = HexFormat.of().parseHex(body);
        buffer.putBytes(0, bytes);
        return receiver.onDefine(buffer, 0, bytes.length);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
