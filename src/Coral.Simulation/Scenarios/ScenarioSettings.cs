namespace Coral.Simulation.Scenarios;

/// <summary>The settings of all scenarios; each scenario has some of them.</summary>
public static class ScenarioSettings
{
    private static readonly IReadOnlyList<string> Switch = ["off", "on"];

    /// <summary>The number of nodes.</summary>
    public static ScenarioSetting Nodes { get; } =
        new("nodes", "Nodes", 2, 100_000, true, o => o.Nodes, (o, v) => o with { Nodes = (int)v });

    /// <summary>The duration, in virtual minutes.</summary>
    public static ScenarioSetting Minutes { get; } =
        new(
            "minutes",
            "Duration, in minutes of virtual time",
            1,
            10_000,
            true,
            o => o.Minutes,
            (o, v) => o with { Minutes = (int)v }
        );

    /// <summary>The rate of puts and gets, per node and second.</summary>
    public static ScenarioSetting Rate { get; } =
        new(
            "rate",
            "Pairs of a put and a get, per second and node",
            1,
            1_000,
            true,
            o => o.Rate,
            (o, v) => o with { Rate = v }
        );

    /// <summary>The number of nodes that request the lease.</summary>
    public static ScenarioSetting Callers { get; } =
        new(
            "callers",
            "Nodes that request the object",
            1,
            10_000,
            true,
            o => o.Callers,
            (o, v) => o with { Callers = (int)v }
        );

    /// <summary>The share of datagrams that are lost.</summary>
    public static ScenarioSetting Loss { get; } =
        new(
            "loss",
            "Share of datagrams that are lost",
            0,
            1,
            false,
            o => Given(o.Conditions.Loss),
            (o, v) => o with { Conditions = o.Conditions with { Loss = v } }
        );

    /// <summary>The share of pairs that cannot communicate.</summary>
    public static ScenarioSetting NonTransitive { get; } =
        new(
            "non-transitive",
            "Share of pairs that cannot communicate, though both reach other nodes",
            0,
            1,
            false,
            o => Given(o.Conditions.NonTransitiveShare),
            (o, v) => o with { Conditions = o.Conditions with { NonTransitiveShare = v } }
        );

    /// <summary>The share of contacts that are missing from the tables.</summary>
    public static ScenarioSetting Missing { get; } =
        new(
            "missing",
            "Share of contacts missing from the tables",
            0,
            1,
            false,
            o => Given(o.MissingContacts),
            (o, v) => o with { MissingContacts = v }
        );

    /// <summary>The number of nodes that are replaced while the scenario runs.</summary>
    public static ScenarioSetting Deaths { get; } =
        new(
            "deaths",
            "Nodes that crash during the run, each replaced by a new one",
            0,
            10_000,
            true,
            o => Given(o.Deaths),
            (o, v) => o with { Deaths = (int)v }
        );

    /// <summary>True if nodes form clusters.</summary>
    public static ScenarioSetting Levels { get; } =
        new(
            "levels",
            "Levels of the index",
            0,
            1,
            true,
            o => o.Levels is { } levels ? levels / 2 : null,
            (o, v) => o with { Levels = v == 0 ? 1 : 3 }
        )
        {
            Choices = ["1", "3"],
        };

    /// <summary>True if DNS is in the loop.</summary>
    public static ScenarioSetting Dns { get; } =
        new(
            "dns",
            "Clients have places of their own and find a proxy by DNS; adds clientMs",
            0,
            1,
            true,
            o => o.Finding == ProxyFinding.Names ? 1 : null,
            (o, v) => v == 1 && o.Finding == ProxyFinding.Beside ? o with { Finding = ProxyFinding.Names } : o
        )
        {
            Choices = Switch,
        };

    /// <summary>True if name servers share hints about resolvers.</summary>
    public static ScenarioSetting Hints { get; } =
        new(
            "hints",
            "As --dns on, and name servers share hints about which nodes are near a resolver",
            0,
            1,
            true,
            o => o.Finding == ProxyFinding.NamesWithHints ? 1 : null,
            (o, v) => v == 1 ? o with { Finding = ProxyFinding.NamesWithHints } : o
        )
        {
            Choices = Switch,
        };

    /// <summary>The number of files requested.</summary>
    public static ScenarioSetting Files { get; } =
        new("files", "Files at the origin", 1, 10_000, true, o => o.Files, (o, v) => o with { Files = (int)v });

    /// <summary>The size of the files.</summary>
    public static ScenarioSetting Size { get; } =
        new(
            "size",
            "Length of each file, in bytes",
            1,
            50 << 20,
            true,
            o => o.SizeBytes,
            (o, v) => o with { SizeBytes = (int)v }
        );

    /// <summary>The bandwidth of the origin.</summary>
    public static ScenarioSetting OriginKbps { get; } =
        new(
            "origin-kbps",
            "The origin's line, in kbit/s",
            8,
            10_000_000,
            true,
            o => o.OriginKbps,
            (o, v) => o with { OriginKbps = (int)v }
        );

    /// <summary>The share of nodes that crash.</summary>
    public static ScenarioSetting Crash { get; } =
        new(
            "crash",
            "Share of nodes that crash within the first minute",
            0,
            1,
            false,
            o => Given(o.Crash),
            (o, v) => o with { Crash = v }
        );

    /// <summary>All settings, in the order of the help text.</summary>
    public static IReadOnlyList<ScenarioSetting> All { get; } =
    [
        Nodes,
        Minutes,
        Levels,
        Dns,
        Hints,
        Files,
        Size,
        Rate,
        OriginKbps,
        Callers,
        Loss,
        NonTransitive,
        Missing,
        Deaths,
        Crash,
    ];

    private static double? Given(double value) => value == 0 ? null : value;
}
