package dev.shadowland.actors.player;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;

import dev.shadowland.actors.api.PlayerCommand;

import java.time.Duration;
import java.util.function.BiFunction;

/** Wakes the player actor again and again while anything is open. Owned by the player actor. */
final class PlayerPulse {
    private final TimerScheduler<PlayerCommand> timers;
    private final Duration interval;

    /** It is time to look at what is open. */
    record Beat() implements PlayerCommand.Local {}

    private PlayerPulse(TimerScheduler<PlayerCommand> timers, Duration interval) {
        this.timers = timers;
        this.interval = interval;
    }

    /** A behaviour that has a pulse. */
    static Behavior<PlayerCommand> within(
            Duration interval,
            BiFunction<ActorContext<PlayerCommand>, PlayerPulse, Behavior<PlayerCommand>> actor) {
        return Behaviors.setup(
                context ->
                        Behaviors.withTimers(
                                timers -> actor.apply(context, new PlayerPulse(timers, interval))));
    }

    void go() {
        if (!timers.isTimerActive(Beat.class)) {
            timers.startTimerWithFixedDelay(Beat.class, new Beat(), interval);
        }
    }

    void stop() {
        timers.cancel(Beat.class);
    }
}
