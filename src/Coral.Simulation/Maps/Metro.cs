using System.Globalization;

namespace Coral.Simulation.Maps;

/// <summary>A metropolitan area: where its nodes are, and how many of all there are.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Weight">Its share of the nodes, relative to the others'.</param>
public sealed record Metro(string Name, double Latitude, double Longitude, double Weight)
{
    /// <summary>The metros of the world, as the map <c>World</c> has them.</summary>
    public static IReadOnlyList<Metro> World { get; } = ReadWorld();

    /// <summary>New York, Frankfurt and Tokyo, alike in weight.</summary>
    public static IReadOnlyList<Metro> ThreeContinents { get; } =
    [.. World.Where(m => m.Name is "New York" or "Frankfurt" or "Tokyo").Select(m => m with { Weight = 1 })];

    private static List<Metro> ReadWorld()
    {
        using var stream = typeof(Metro).Assembly.GetManifestResourceStream("world.csv")!;
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Skip(1).Select(Parse)];
    }

    private static Metro Parse(string line)
    {
        var fields = line.Trim().Split(',');
        return new Metro(fields[0], Number(fields[1]), Number(fields[2]), Number(fields[3]));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
