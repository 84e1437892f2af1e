using Coral.Node.Configuration;
using FsCheck;
using FsCheck.Fluent;

namespace Coral.Node.Tests.Configuration;

/// <summary>Which source wins, against a model that looks from the last source to the first.</summary>
public sealed class LayeringTests
{
    private static readonly ConfigurationReader Reader = new(new OptionCatalog([SampleOptions.Section]));
    private static readonly SettingSourceKind[] Sources =
    [
        SettingSourceKind.File,
        SettingSourceKind.Environment,
        SettingSourceKind.CommandLine,
    ];

    [Fact]
    public void Read_AnyMixOfSources_TakesScalarAndListFromTheLastThatSetsThem() =>
        Prop.ForAll(
                Gen.ArrayOf(Gen.Choose(-1, 16), 3).ToArbitrary(),
                Gen.ArrayOf(Gen.Choose(0, 3), 3).ToArbitrary(),
                Gen.Choose(0, 1_000_000).ToArbitrary(),
                (counts, lengths, seed) =>
                {
                    var settings = new List<Setting>();
                    for (var source = 0; source < Sources.Length; source++)
                    {
                        settings.AddRange(CountIn(source, counts[source]));
                        settings.AddRange(WordsIn(source, lengths[source]));
                    }

                    var shuffled = settings.ToArray();
                    new Random(seed).Shuffle(shuffled);
                    var options = Reader.Read(shuffled).Settings.Get<SampleOptions>();

                    var count = counts.LastOrDefault(value => value > 0, 3);
                    var last = Array.FindLastIndex(lengths, length => length > 0);
                    var words = last < 0 ? [] : Enumerable.Range(0, lengths[last]).Select(place => $"{last}.{place}");
                    return options.Count == Math.Min(count, 10) && options.Words.SequenceEqual(words);
                }
            )
            .QuickCheckThrowOnFailure();

    private static IEnumerable<Setting> CountIn(int source, int count) =>
        count > 0 ? [new Setting("Coral:Sample:Count", $"{Math.Min(count, 10)}", Sources[source], "s")] : [];

    private static IEnumerable<Setting> WordsIn(int source, int length) =>
        Enumerable
            .Range(0, length)
            .Select(place => new Setting($"Coral:Sample:Words:{place}", $"{source}.{place}", Sources[source], "s"));
}
