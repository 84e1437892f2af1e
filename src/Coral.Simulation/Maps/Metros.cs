using System.Globalization;

namespace Coral.Simulation.Maps;

/// <summary>The metros that maps draw from.</summary>
public static class Metros
{
    /// <summary>The metros of <c>world.csv</c>.</summary>
    public static IReadOnlyList<Metro> World { get; } = ReadWorld();

    /// <summary>Three metros, an ocean apart from each other, in equal shares.</summary>
    public static IReadOnlyList<Metro> ThreeContinents { get; } =
    [
        .. new[] { "New York", "Frankfurt", "Tokyo" }.Select(name =>
            World.Single(m => m.Name == name) with
            {
                Weight = 1,
            }
        ),
    ];

    private static Metro[] ReadWorld()
    {
        using var stream = typeof(Metros).Assembly.GetManifestResourceStream("world.csv")!;
        using var reader = new StreamReader(stream);
        return
        [
            .. reader
                .ReadToEnd()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Skip(1)
                .Select(line => line.Split(','))
                .Select(cells => new Metro(
                    cells[0],
                    Degrees(cells[1]),
                    Degrees(cells[2]),
                    int.Parse(cells[3], CultureInfo.InvariantCulture)
                )),
        ];
    }

    private static double Degrees(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
