using System.Globalization;

namespace Coral.Simulation.Maps;

/// <summary>A map of measured round trips, from a matrix in a file.</summary>
/// <remarks>
/// A line is a node, a cell the round trip to the node of that column in milliseconds, separated by commas or white
/// space. Where a pair was measured both ways the smaller value counts; a negative value or <c>-</c> means not
/// measured. From 2 to <see cref="MaxNodes"/> nodes, round trips of a minute at most.
/// </remarks>
public sealed class MatrixMap : ILatencyMap
{
    /// <summary>Most nodes that a matrix may have.</summary>
    public const int MaxNodes = 4_096;

    private const double MaxMilliseconds = 60_000;

    private readonly double[][] _milliseconds;

    private MatrixMap(double[][] milliseconds)
    {
        _milliseconds = milliseconds;
    }

    /// <inheritdoc />
    public int Count => _milliseconds.Length;

    /// <summary>Reads a matrix.</summary>
    /// <exception cref="FormatException">There are too few nodes or too many, a line has another number of cells, a
    /// cell is no round-trip time, or a pair was never measured.</exception>
    public static MatrixMap Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var rows = new List<double[]>();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (rows.Count == MaxNodes || cells.Length > MaxNodes)
            {
                throw new FormatException($"Line {rows.Count + 1}: there may be at most {MaxNodes} nodes.");
            }

            if (cells.Length > 0)
            {
                rows.Add([.. cells.Select(cell => Cell(cell, rows.Count + 1))]);
            }
        }

        if (rows.Count < 2)
        {
            throw new FormatException("A matrix of at least two nodes is needed.");
        }

        for (var row = 0; row < rows.Count; row++)
        {
            if (rows[row].Length != rows.Count)
            {
                throw new FormatException(
                    $"Line {row + 1} has {rows[row].Length} cells where {rows.Count} are needed."
                );
            }
        }

        var map = new MatrixMap([.. rows]);
        map.RequireEveryPair();
        return map;
    }

    /// <summary>The map of these nodes only, in the order given.</summary>
    public MatrixMap Choose(IReadOnlyList<int> nodes) =>
        new([.. nodes.Select(from => nodes.Select(to => _milliseconds[from][to]).ToArray())]);

    /// <inheritdoc />
    public TimeSpan RoundTrip(int from, int to) =>
        from == to ? TimeSpan.Zero : TimeSpan.FromMicroseconds(Math.Round(Smaller(from, to) * 1000));

    private static double Cell(string cell, int line)
    {
        if (cell == "-")
        {
            return -1;
        }

        return
            double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value <= MaxMilliseconds
            ? value
            : throw new FormatException($"Line {line}: '{cell}' is no round-trip time in milliseconds.");
    }

    private double Smaller(int from, int to)
    {
        var (there, back) = (_milliseconds[from][to], _milliseconds[to][from]);
        return there < 0 || back < 0 ? Math.Max(there, back) : Math.Min(there, back);
    }

    private void RequireEveryPair()
    {
        for (var from = 0; from < Count; from++)
        {
            for (var to = from + 1; to < Count; to++)
            {
                if (Smaller(from, to) < 0)
                {
                    throw new FormatException($"No round trip is given between nodes {from} and {to}.");
                }
            }
        }
    }
}
