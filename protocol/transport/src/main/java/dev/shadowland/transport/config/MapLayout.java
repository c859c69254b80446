package dev.shadowland.transport.config;

/**
 * How the map is cut: sections form components, a component of full height is a cell. World units.
 *
 * @param sectionSize edges of a section; x and y equal
 * @param sectionsPerComponent whole numbers; x and y equal
 * @param components whole numbers
 * @param scale world units per map unit, for map files; always 100
 * @param base minimum corner
 */
public record MapLayout(
        Vec3 sectionSize, Vec3 sectionsPerComponent, Vec3 components, Vec3 scale, Vec3 base) {
    /** Extent of the whole map. */
    public Vec3 size() {
        return new Vec3(
                sectionSize.x() * sectionsPerComponent.x() * components.x(),
                sectionSize.y() * sectionsPerComponent.y() * components.y(),
                sectionSize.z() * sectionsPerComponent.z() * components.z());
    }
}
