using Coral.Simulation.Network;
using Coral.Simulation.Scenarios;

namespace Coral.Scenarios;

/// <summary>200 callers want one key within a second: how many are told that nobody came before them?</summary>
internal static class LeaseBench
{
    private static readonly NetworkConditions Unkind = new() { Loss = 0.01, NonTransitiveShare = 0.023 };

    public static Report Run(Arguments arguments)
    {
        var report = new Report("lease", "Who is first: 200 callers, 1,000 nodes");
        var seeds = arguments.Seeds ?? 1_000;
        report.Line(
            $"| run, {seeds:N0} seeds each | none first | one | two | more | not every caller reached the first |"
        );
        report.Line($"|---|---:|---:|---:|---:|---:|");

        var missing = Play("5 % of table entries missing", new ScenarioOptions { MissingContacts = 0.05 });
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

        var unkind = Play("1 % loss, 2.3 % of pairs cannot talk", new ScenarioOptions { Conditions = Unkind });
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

        var deaths = Play("50 nodes crash meanwhile, 50 others join", new ScenarioOptions { Deaths = 50 });
        var several = deaths.Where(r => r.Firsts != 1).ToList();
        report.Check(
            "crashes and joins: other than one only where one of the three nearest nodes died or joined meanwhile",
            several.TrueForAll(r => r.NearestChanged is true && r.Firsts > 0),
            $"{several.Count} seeds with other than one, {several.Count(r => r.NearestChanged is not true)} of them without; one of the three changed in {deaths.Count(r => r.NearestChanged is true)} seeds"
        );
        return report;

        LeaseResult[] Play(string what, ScenarioOptions options)
        {
            var runs = Seeds.Run(seeds, arguments, seed => LeaseScenario.Run(options with { Seed = seed }));
            int Count(Func<LeaseResult, bool> which) => runs.Count(which);
            report.Line(
                $"| {what} | {Count(r => r.Firsts == 0)} | {Count(r => r.Firsts == 1)} | {Count(r => r.Firsts == 2)} | {Count(r => r.Firsts > 2)} | {Count(r => r.Reached < r.Callers)} |"
            );
            var odd = runs.Where(r => r.Firsts != 1 || r.Reached < r.Callers).Select(r => r.Seed).Take(20).ToList();
            Console.Error.WriteLine($"{what}: odd seeds {string.Join(' ', odd)}");
            return runs;
        }
    }

    private static string Share(LeaseResult[] runs, Func<LeaseResult, bool> holds) =>
        $"{runs.Count(holds)} of {runs.Length}";
}
