package dev.shadowland.shard.handover;

import dev.shadowland.actors.entity.Entities;
import dev.shadowland.protocol.backplane.codec.EntityColumnsDecoder;
import dev.shadowland.protocol.backplane.codec.EntityColumnsEncoder;

/** The columns that a handover carries of every entity, whoever moves it. Stateless. */
final class CarriedColumns {
    private CarriedColumns() {}

    static void write(Entities entities, int slot, EntityColumnsEncoder columns) {
        columns.x(entities.x[slot])
                .y(entities.y[slot])
                .z(entities.z[slot])
                .velocityX(entities.velocityX[slot])
                .velocityY(entities.velocityY[slot])
                .velocityZ(entities.velocityZ[slot])
                .yaw(entities.yaws[slot])
                .pitch(entities.pitches[slot])
                .roll(entities.rolls[slot])
                .flags(entities.flags[slot])
                .animation(entities.animations[slot])
                .health((short) entities.health[slot])
                .mana((short) entities.mana[slot])
                .actionEndTick(entities.actionEndTicks[slot]);
    }

    static void read(EntityColumnsDecoder columns, Entities entities, int slot) {
        entities.x[slot] = columns.x();
        entities.y[slot] = columns.y();
        entities.z[slot] = columns.z();
        entities.velocityX[slot] = columns.velocityX();
        entities.velocityY[slot] = columns.velocityY();
        entities.velocityZ[slot] = columns.velocityZ();
        entities.yaws[slot] = columns.yaw();
        entities.pitches[slot] = columns.pitch();
        entities.rolls[slot] = columns.roll();
        entities.flags[slot] = (int) columns.flags();
        entities.animations[slot] = columns.animation();
        entities.health[slot] = columns.health();
        entities.mana[slot] = columns.mana();
        entities.actionEndTicks[slot] = columns.actionEndTick();
    }
}
