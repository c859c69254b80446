package dev.shadowland.loadtest.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shadowland.loadtest.bot.BehaviourKind;
import dev.shadowland.loadtest.bot.BotIdentity;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class BehaviourMixTest {
    @Test
    void shouldReadEveryFormWhenParsed() {
        assertThat(BehaviourMix.parse("mixed")).isEqualTo(BehaviourMix.DEFAULT);
        assertThat(BehaviourMix.parse("Wander").weights())
                .isEqualTo(Map.of(BehaviourKind.WANDER, 1));
        assertThat(BehaviourMix.parse("border:3, still:1").weights())
                .isEqualTo(Map.of(BehaviourKind.BORDER, 3, BehaviourKind.STILL, 1));
    }

    @Test
    void shouldNameTheFormsWhenTheTextIsNone() {
        for (String wrong : List.of("", "fly", "border:x", "border:0", "border:-1,still:1")) {
            assertThatThrownBy(() -> BehaviourMix.parse(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .containsAnyOf("not a behaviour", "weight");
        }
    }

    @Test
    void shouldShareOutByWeightWhenThereAreManyBots() {
        SwarmSettings settings =
                new SwarmSettings(
                        10_000,
                        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 3565)),
                        BehaviourMix.DEFAULT,
                        50,
                        1,
                        99,
                        RunTimes.of(10_000, 50, Duration.ZERO, Duration.ZERO));
        List<BotIdentity> bots = settings.identities();
        assertThat(bots.stream().filter(bot -> bot.behaviour() == BehaviourKind.BORDER).count())
                .isBetween(4_800L, 5_200L);
        assertThat(bots.stream().filter(bot -> bot.behaviour() == BehaviourKind.STILL).count())
                .isBetween(850L, 1_150L);
        assertThat(bots.stream().map(BotIdentity::character).distinct()).hasSize(10_000);
        assertThat(settings.identities()).isEqualTo(bots);
    }
}
