using System.Globalization;
using Coral.Cli.Invocation;
using Coral.Node.Admin.Dns;

namespace Coral.Cli.Redirecting;

/// <summary>A decision of a node's DNS server for people.</summary>
internal static class ExplanationText
{
    internal static void Write(ExplanationView view, TextWriter output)
    {
        var answer = view.Answer;
        foreach (var address in answer.Addresses)
        {
            output.WriteLine($"{view.Name}  {Number(answer.TtlSeconds)}  {view.Type}  {address}");
        }

        if (answer.Addresses.Count == 0)
        {
            output.WriteLine($"{view.Name} has no {view.Type} record for this resolver");
        }

        output.WriteLine();
        var subnet = view.Subnet is null ? "" : $" for {view.Subnet}";
        output.WriteLine($"resolver    {view.Resolver}{subnet}");
        output.WriteLine($"round trip  {view.Known.Network}: {RoundTrip(view.Known)}");
        output.WriteLine($"hints       {view.Known.HintsNetwork}: {Hints(view.Known.Hints)}");
        output.WriteLine($"level       {view.Level}");
        output.WriteLine();
        var table = new TextTable("CANDIDATE", "ADDRESS", "FOUND BY", "RESULT");
        foreach (var candidate in view.Candidates)
        {
            var found = candidate.Level is { } level ? $"level {level}" : "hint or self";
            table.Add(candidate.Id, candidate.Address, found, Outcome(candidate.Outcome));
        }

        table.Write(output);
    }

    private static string RoundTrip(KnownView known) =>
        (known.RoundTripMilliseconds, known.Source) switch
        {
            ({ } milliseconds, var source) => $"{Number(milliseconds)} ms, {Source(source)}",
            _ => "unknown",
        };

    private static string Source(string source) =>
        source switch
        {
            "loopback" => "because it is on the node's own machine",
            "gap" => "estimated from the gaps between its queries",
            "tcp" => "measured on a TCP connection from it",
            "probe" => "measured by a probe",
            _ => source,
        };

    private static string Hints(int? hints) =>
        hints switch
        {
            null => "not looked up yet",
            1 => "1 node near it",
            _ => $"{hints} nodes near it",
        };

    private static string Outcome(string outcome) =>
        outcome switch
        {
            "notDrawn" => "suitable, but not drawn",
            "silent" => "skipped: did not respond to the last check",
            "otherService" => "skipped: no HTTP, or on another port",
            "otherFamily" => "skipped: its address is of the other family (IPv4, IPv6)",
            "overloaded" => "skipped: it is overloaded",
            "leaving" => "skipped: it is shutting down",
            "localOnly" => "skipped: it serves its own network only",
            _ => outcome,
        };

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
