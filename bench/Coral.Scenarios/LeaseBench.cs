using Coral.Simulation.Network;
using Coral.Simulation.Scenarios;

namespace Coral.Scenarios;

/// <summary>200 callers request one key within a second: how many get the lease?</summary>
internal static class LeaseBench
{
    private static readonly NetworkConditions Unkind = NetworkConditions.Perfect with
    {
        Loss = 0.01,
        NonTransitiveShare = 0.023,
    };

    public static Report Run(Arguments arguments)
    {
        var report = new Report("lease", "Who is first: 200 callers, 1,000 nodes");
        var seeds = arguments.Seeds ?? 1_000;
        Head(report, seeds);
        var missing = Play(
            report,
            arguments,
            "5 % of table entries missing",
            new ScenarioOptions { MissingContacts = 0.05 }
        );
        report.Check(
            "5 % missing: exactly one is first, in every seed",
            missing.All(r => r.Firsts == 1),
            $"{Share(missing, r => r.Firsts == 1)}"
        );
        report.Check(
            "5 % missing: every caller reaches it by following",
            missing.All(r => r.Reached == r.Callers),
            $"{Share(missing, r => r.Reached == r.Callers)}"
        );

        var unkind = Play(
            report,
            arguments,
            "1 % loss, 2.3 % of pairs cannot talk",
            new ScenarioOptions { Conditions = Unkind }
        );
        report.Check(
            "loss and non-transitivity: exactly one in ≥ 99.5 % of seeds",
            unkind.Count(r => r.Firsts == 1) >= 0.995 * seeds,
            $"{Share(unkind, r => r.Firsts == 1)}"
        );
        report.Check(
            "loss and non-transitivity: never none",
            unkind.All(r => r.Firsts > 0),
            $"{Share(unkind, r => r.Firsts > 0)}"
        );

        return report;
    }

    /// <summary>Runs the bench while nodes crash and others join: 50 of 1,000 within the second.</summary>
    public static Report RunDeaths(Arguments arguments)
    {
        var report = new Report("lease-deaths", "Who is first while nodes crash and join: 200 callers, 1,000 nodes");
        Head(report, arguments.Seeds ?? 1_000);
        var runs = Play(
            report,
            arguments,
            "50 nodes crash meanwhile, 50 others join",
            new ScenarioOptions { Deaths = 50 }
        );
        var odd = runs.Where(r => r.Firsts != 1).ToList();
        var unexplained = odd.Count(r => r.NearestChanged is not true || r.Firsts == 0);
        report.Check(
            "more than one only where one of the three nearest nodes died or joined meanwhile; never none",
            unexplained == 0,
            $"{odd.Count} seeds with more than one; {unexplained} of them without such a change, or none first"
        );
        report.Line();
        report.Line($"One of the three nearest died or joined in {runs.Count(r => r.NearestChanged is true)} seeds.");
        return report;
    }

    private static void Head(Report report, int seeds)
    {
        report.Line(
            $"| run, {seeds:N0} seeds each | none first | one | two | more | not every caller reached the first |"
        );
        report.Line($"|---|---:|---:|---:|---:|---:|");
    }

    private static LeaseResult[] Play(Report report, Arguments arguments, string what, ScenarioOptions options)
    {
        var seeds = arguments.Seeds ?? 1_000;
        var runs = Seeds.Run(seeds, arguments, seed => LeaseScenario.Run(options with { Seed = seed }));
        int Count(Func<LeaseResult, bool> which) => runs.Count(which);
        report.Row(
            what,
            $"{Count(r => r.Firsts == 0)}",
            $"{Count(r => r.Firsts == 1)}",
            $"{Count(r => r.Firsts == 2)}",
            $"{Count(r => r.Firsts > 2)}",
            $"{Count(r => r.Reached < r.Callers)}"
        );
        var odd = runs.Where(r => r.Firsts != 1 || r.Reached < r.Callers).Select(r => r.Seed).Take(20).ToList();
        Console.Error.WriteLine($"{what}: odd seeds {string.Join(' ', odd)}");
        return runs;
    }

    private static string Share(LeaseResult[] runs, Func<LeaseResult, bool> holds) =>
        $"{runs.Count(holds)} of {runs.Length}";
}
