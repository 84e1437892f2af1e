using System.Globalization;
using Coral.Core.Units;

namespace Coral.Transport.WideArea;

/// <summary>Reads the text of a <see cref="RegionMap"/>.</summary>
internal sealed class RegionMapReader
{
    /// <summary>Most regions of a map.</summary>
    internal const int MaxRegions = 50;

    private const string Origin = "origin";
    private const NumberStyles Decimal = NumberStyles.AllowDecimalPoint;
    private static readonly TimeSpan LongestRoundTrip = TimeSpan.FromSeconds(10);

    private static readonly (string Unit, long BitsPerSecond)[] Bandwidths =
    [
        ("kbit", 1_000),
        ("Mbit", 1_000_000),
        ("Gbit", 1_000_000_000),
    ];

    private readonly List<string> _regions = [];
    private readonly Dictionary<(string, string), RegionPath> _paths = [];
    private (string Region, long BitsPerSecond)? _origin;
    private int _line;

    internal RegionMap Read(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            _line++;
            var words = line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words is [Origin, ..])
            {
                ReadOrigin(words);
            }
            else if (words.Length > 0)
            {
                ReadPath(words);
            }
        }

        return Check();
    }

    private void ReadOrigin(string[] words)
    {
        if (words.Length != 3)
        {
            throw Wrong("it must be: origin REGION BANDWIDTH");
        }

        if (_origin is not null)
        {
            throw Wrong("the origin stands somewhere already");
        }

        _origin = (words[1], BandwidthOf(words[2]));
    }

    private void ReadPath(string[] words)
    {
        if (words.Length != 4)
        {
            throw Wrong("it must be: REGION REGION ROUND-TRIP BANDWIDTH");
        }

        Know(words[0]);
        Know(words[1]);
        var path = new RegionPath(TimeOf(words[2]), BandwidthOf(words[3]));
        if (!_paths.TryAdd(RegionMap.PairOf(words[0], words[1]), path))
        {
            throw Wrong($"the way between {words[0]} and {words[1]} is given twice");
        }
    }

    private void Know(string region)
    {
        if (!region.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
        {
            throw Wrong($"'{region}' is no name of a region; letters, digits and - are");
        }

        if (!_regions.Contains(region, StringComparer.Ordinal))
        {
            _regions.Add(region);
        }

        if (_regions.Count > MaxRegions)
        {
            throw Wrong($"a map has at most {MaxRegions} regions");
        }
    }

    private TimeSpan TimeOf(string word) =>
        Duration.TryParse(word, out var time) && time <= LongestRoundTrip
            ? time
            : throw Wrong($"'{word}' is no round trip; it must be {Duration.Allowed}, at most 10s");

    private long BandwidthOf(string word)
    {
        foreach (var (unit, bits) in Bandwidths)
        {
            if (
                word.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
                && double.TryParse(word[..^unit.Length], Decimal, CultureInfo.InvariantCulture, out var number)
                && number * bits is >= 8_000 and <= 100e9
            )
            {
                return (long)(number * bits);
            }
        }

        throw Wrong($"'{word}' is no bandwidth; it must be a number with kbit, Mbit or Gbit, 8kbit to 100Gbit");
    }

    private RegionMap Check()
    {
        foreach (var one in _regions)
        {
            foreach (var other in _regions)
            {
                if (!_paths.ContainsKey(RegionMap.PairOf(one, other)))
                {
                    throw new FormatException($"the way between {one} and {other} is missing");
                }
            }
        }

        if (_origin is not var (region, bits))
        {
            throw new FormatException("the line of the origin is missing: origin REGION BANDWIDTH");
        }

        return _regions.Contains(region, StringComparer.Ordinal)
            ? new RegionMap(_regions, _paths, region, bits)
            : throw new FormatException($"the origin stands in {region}, which has no line");
    }

    private FormatException Wrong(string what) => new($"line {_line}: {what}");
}
