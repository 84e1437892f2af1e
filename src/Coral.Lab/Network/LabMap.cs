using Coral.Transport.WideArea;

namespace Coral.Lab.Network;

/// <summary>The map of a lab that names none.</summary>
public static class LabMap
{
    /// <summary>The map's text, in the form that <see cref="RegionMap.Parse"/> reads.</summary>
    /// <remarks>
    /// New York and Chicago are one cluster at level 1 (below 60 ms) and two at level 2 (below 20 ms); Frankfurt is
    /// far. The origin's line is that of the paper's measurement (section 5.2): 384 kbit/s.
    /// </remarks>
    public const string Text = """
        new-york   new-york    4ms  1Gbit
        new-york   chicago    28ms  200Mbit
        new-york   frankfurt  88ms  100Mbit
        chicago    chicago     4ms  1Gbit
        chicago    frankfurt 108ms  100Mbit
        frankfurt  frankfurt   4ms  1Gbit
        origin     frankfurt  384kbit
        """;

    /// <summary>The map itself.</summary>
    public static RegionMap Default { get; } = RegionMap.Parse(Text);
}
