package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.symbol.SymbolDefine;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HexFormat;
import java.util.List;

class SymbolsTest {
    private static final UnsafeBuffer BODY = new UnsafeBuffer(new byte[] {0, 0, 65});

    private final MessagePair pair = new MessagePair(MessagePair.WIDE);

    @Test
    void shouldSendANameOnceAndReferToItFromThenOn() {
        assertThat(MessageEnd.sendNames(pair.client, List.of("Fireball", "Höhle", "Fireball")))
                .isTrue();
        assertThat(MessageEnd.sendNames(pair.client, List.of("Fireball"))).isTrue();
        pair.exchange();
        assertThat(pair.serverSide.names)
                .containsExactly(List.of("Fireball", "Höhle", "Fireball"), List.of("Fireball"));
        assertThat(pair.client.symbols().definedCount()).isEqualTo(2);
        assertThat(pair.server.symbols().receivedCount()).isEqualTo(2);
        assertThat(pair.server.symbols().definedCount()).as("the other direction's").isZero();
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    void shouldTakeADefinitionOfNobodyButItself(Channel channel) {
        assertThatThrownBy(
                        () -> {
                            if (channel.isReliable()) {
                                pair.client.sendReliable(
                                        channel, FrameType.SYMBOL_DEFINE, BODY, 0, 3);
                            } else {
                                pair.client.sendUnreliable(FrameType.SYMBOL_DEFINE, BODY, 0, 3);
                            }
                        })
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pair.client.symbols().begin(FrameType.SYMBOL_DEFINE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldWriteAndReadNamesInMessagesOfTheOrderedChannelOnly() {
        Symbols symbols = pair.client.symbols();
        assertThatThrownBy(() -> symbols.write("name")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(symbols::send).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> symbols.read(new WireReader()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(MessageEnd.sendNames(pair.client, List.of("name"))).isTrue();
        assertThatThrownBy(() -> symbols.write("name"))
                .as("after it was sent")
                .isInstanceOf(IllegalStateException.class);
        UnsafeBuffer names = new UnsafeBuffer(new byte[] {1, 0});
        pair.client.sendReliable(Channel.RELIABLE_UNORDERED, MessageEnd.NAMES, names, 0, 2);
        assertThatThrownBy(pair::exchange).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 81})
    void shouldTakeEightyCharactersAndNotEightyOne(int length) {
        Symbols symbols = pair.client.symbols();
        symbols.begin(MessageEnd.NAMES).u8(1);
        if (length <= SymbolDefine.MAX_CHARACTERS) {
            symbols.write("🐉".repeat(length));
            assertThat(symbols.send()).isTrue();
        } else {
            assertThatThrownBy(() -> symbols.write("x".repeat(length)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        pair.exchange();
        assertThat(pair.server.symbols().receivedCount()).isEqualTo(length == 80 ? 1 : 0);
    }

    @Test
    void shouldSpellNamesOutWhenAllNumbersAreGivenAway() {
        for (int i = 0; i < SymbolDefine.MAX_SYMBOLS + 2; i++) {
            assertThat(MessageEnd.sendNames(pair.client, List.of("name " + i))).isTrue();
            if (i % 50 == 0) {
                pair.exchange();
                pair.nowNs += 30 * MessagePair.MS; // for the ack
                pair.exchange();
            }
        }
        pair.exchange();
        assertThat(pair.client.symbols().definedCount()).isEqualTo(SymbolDefine.MAX_SYMBOLS);
        assertThat(pair.server.symbols().receivedCount()).isEqualTo(SymbolDefine.MAX_SYMBOLS);
        assertThat(pair.serverSide.names).hasSize(SymbolDefine.MAX_SYMBOLS + 2);
        assertThat(pair.serverSide.names.getLast())
                .containsExactly("name " + (SymbolDefine.MAX_SYMBOLS + 1));
        assertThat(pair.serverSide.closed).isNull();
    }

    /** Definitions and names that no client of the standard sends, in the ordered channel. */
    @ParameterizedTest
    @CsvSource({
        "id 4096, 65, 001041",
        "defined twice, 65, 000041",
        "no UTF-8, 65, 0700ff",
        "no id, 65, 05",
        "a reference to nothing, 71, 0101",
        "spelled out past the end, 71, 018020ff0141",
        "spelled out in no UTF-8, 71, 01802001ff"
    })
    void shouldEndTheConnectionWithAReasonWhenTheWireViolatesThePool(
            String what, String type, String body) {
        MessageEnd.sendNames(pair.client, List.of("first"));
        pair.exchange();
        byte[] bytes = HexFormat.of().parseHex(body);
        forge(FrameType.RELIABLE_ORDERED, 2, Integer.parseInt(type, 16), bytes);
        assertThat(pair.server.closedBecause()).as(what).isEqualTo(DisconnectReason.PROTOCOL_ERROR);
        assertThat(pair.serverSide.frameDrops).containsExactly(DropReason.MALFORMED_FRAME);
        assertThat(pair.server.symbols().receivedCount()).isEqualTo(1);
    }

    @Test
    void shouldEndTheConnectionWhenASymbolIsDefinedInTheUnorderedChannel() {
        forge(FrameType.RELIABLE_UNORDERED, 0, FrameType.SYMBOL_DEFINE, new byte[] {0, 0, 65});
        assertThat(pair.server.closedBecause()).isEqualTo(DisconnectReason.PROTOCOL_ERROR);
    }

    @Test
    void shouldDropADefinitionOutsideOfAnyChannel() {
        pair.forge(
                900,
                0,
                writer -> FrameWriter.head(writer, FrameType.SYMBOL_DEFINE, 3).bytes(BODY, 0, 3));
        assertThat(pair.serverSide.frameDrops).containsExactly(DropReason.MALFORMED_FRAME);
        assertThat(pair.server.isEstablished()).isTrue();
        assertThat(pair.server.symbols().receivedCount()).isZero();
    }

    @Test
    void shouldSkipDefinitionsWhereNobodyTakesThemAndKeepNothing() {
        pair.serverSide.takesSymbols = false;
        pair.client.symbols().begin(MessageEnd.NAMES).u8(0);
        pair.client.symbols().write("name");
        assertThat(pair.client.symbols().send()).isTrue();
        pair.lose(pair.client);
        pair.nowNs += 300 * MessagePair.MS;
        pair.client.onTime(pair.nowNs);
        assertThat(pair.exchange()).isPositive();
        assertThat(pair.serverSide.frameDrops).containsExactly(DropReason.UNKNOWN_FRAME);
        assertThat(pair.server.symbols().receivedCount()).isZero();
        assertThat(pair.server.isEstablished()).isTrue();
    }

    private void forge(int channel, int number, int type, byte[] body) {
        pair.forge(
                900,
                PacketHeader.SEALED,
                (WireWriter writer) ->
                        FrameWriter.head(writer, channel, 5 + body.length)
                                .u32(number)
                                .u8(type)
                                .bytes(body));
    }
}
