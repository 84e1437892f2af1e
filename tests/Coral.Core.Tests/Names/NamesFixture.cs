using Coral.Core.Names;

namespace Coral.Core.Tests.Names;

/// <summary>Short spellings for the tests of this folder.</summary>
internal static class NamesFixture
{
    public static CoralizedNames NewNames(params string[] zones) =>
        new(zones.Length == 0 ? ["localhost"] : zones, [], new MemoryHashedHosts());

    public static CoralizedNames Serving(params ServedHost[] hosts) =>
        new(["localhost"], hosts, new MemoryHashedHosts());

    public static OriginAuthority Authority(string text) =>
        OriginAuthority.Parse(text) ?? throw new ArgumentException($"{text} is no authority.", nameof(text));

    /// <summary>Two long labels: the one-label form has 70 characters.</summary>
    public static string LongHost { get; } = $"{new string('a', 40)}.{new string('b', 25)}.com";
}
