using System.Globalization;
using System.Text;
using Coral.Core.Units;
using Coral.Dns.Redirection;

namespace Coral.Dns.Answering;

/// <summary>A decision in the strings of a TXT record: one sentence, then one line for each node.</summary>
internal static class DecisionText
{
    /// <summary>Longest string (RFC 1035, section 3.3.14).</summary>
    private const int MaxBytes = 255;

    /// <summary>Most candidates listed; a record has at most 64 KB.</summary>
    private const int MaxCandidates = 32;

    /// <summary>The strings of one record with the whole decision.</summary>
    public static IEnumerable<byte[]> Strings(Decision decision)
    {
        var lines = decision.Candidates.Take(MaxCandidates).Select(Line).Prepend(Head(decision));
        return
        [
            [
                .. lines
                    .Select(line => Encoding.ASCII.GetBytes(line.Length <= MaxBytes ? line : line[..MaxBytes]))
                    .SelectMany(bytes => (byte[])[(byte)bytes.Length, .. bytes]),
            ],
        ];
    }

    private static string Head(Decision decision)
    {
        var known = decision.RoundTrip is { } roundTrip
            ? $"{Milliseconds(roundTrip)} away ({decision.Source.ToString().ToLowerInvariant()})"
            : "at an unknown distance";
        var hints = decision.Hints is { } count ? $"{count} hints" : "hints not looked up";
        return $"{decision.Measured} is {known}, {hints} for {decision.Subject}: level {(int)decision.Level}, for "
            + Duration.Format(decision.TimeToLive);
    }

    private static string Line(DecisionCandidate candidate)
    {
        var where = candidate.Level is { } level ? $"level {(int)level}" : "hint or self";
        return $"{candidate.Address} {candidate.Id.Point.ToString()[..8]} {where} {Word(candidate.Outcome)}";
    }

    private static string Word(CandidateOutcome outcome) =>
        outcome switch
        {
            CandidateOutcome.Chosen => "chosen",
            CandidateOutcome.NotDrawn => "not drawn",
            CandidateOutcome.Silent => "silent",
            CandidateOutcome.OtherService => "no HTTP at our port",
            CandidateOutcome.OtherFamily => "other address family",
            CandidateOutcome.Overloaded => "overloaded",
            CandidateOutcome.Leaving => "leaving",
            _ => "for its own network only",
        };

    private static string Milliseconds(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms");
}
