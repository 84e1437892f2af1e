using System.Globalization;
using System.Net;
using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;
using Coral.Functional.Tests.Dns.Fixtures;

namespace Coral.Functional.Tests.Dns;

/// <summary>What does not depend on who asks is answered as Knot answers it from the same zones.</summary>
/// <remarks>Where we differ on purpose stands in docs/rfcs.md, and is left out here by the same words.</remarks>
public sealed class KnotComparisonTests
{
    private const int Seed = 1_035;

    private static readonly int Questions = int.Parse(
        Environment.GetEnvironmentVariable("CORAL_DNS_QUESTIONS") ?? "2000",
        CultureInfo.InvariantCulture
    );

    [Fact(Timeout = 600_000)]
    public async Task GeneratedQuestions_GetTheSameAnswers()
    {
        var (ours, its) = (DnsAddress.Next(), DnsAddress.Next());
        await using var dns = DnsUnderTest.StartHierarchy(new IPEndPoint(ours, 53));
        using var us = new WireClient(dns.EndPoint);
        await using var knot = await KnotServer.StartAsync(
            its,
            ("coral.test", Zone(us, "coral.test", ours)),
            ("infra.test", Zone(us, "infra.test", ours))
        );
        using var them = new WireClient(knot.EndPoint);
        var generator = new QuestionGenerator(Seed);
        var differences = new List<string>();
        for (var i = 0; i < Questions; i++)
        {
            var question = generator.Next();
            if (DependsOnWhoAsks(question))
            {
                continue;
            }

            var (our, its2) = (Essence(us.Ask(question), question), Essence(them.Ask(question), question));
            if (our != its2)
            {
                differences.Add($"{i}: {question.Name} {question.Type} {question.Payload}\nwe   {our}\nKnot {its2}");
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count}:\n{string.Join('\n', differences.Take(20))}");
    }

    private static bool DependsOnWhoAsks(Ask question) =>
        question.Name.Equals("coral.test", StringComparison.OrdinalIgnoreCase)
        && question.Type is RecordType.A or RecordType.AAAA;

    /// <summary>Everything that a resolver goes by.</summary>
    private static string Essence(ReadMessage message, Ask question)
    {
        var flags = $"{message.Code} {(message.IsAuthoritative ? "aa" : "")}{(message.IsTruncated ? " tc" : "")}";
        return message.IsTruncated
            ? flags
            : $"{flags} | {Sorted(message.Answers)} | {Sorted(message.Authorities)} | {Sorted(Glue(message))}";
    }

    private static IEnumerable<ReadRecord> Glue(ReadMessage message) =>
        message.Answers.Count == 0 && message.Authorities.Any(record => record.Type == "NS") ? message.Additionals : [];

    private static string Sorted(IEnumerable<ReadRecord> records) =>
        string.Join(", ", records.Select(record => record.ToString()).Order(StringComparer.Ordinal));

    /// <summary>The zone's file, with the start of authority that we give it.</summary>
    private static string Zone(WireClient us, string zone, IPAddress address)
    {
        var soa = us.Ask(new Ask(zone, RecordType.SOA)).Answers.Single().Data.Split(' ');
        string[] own =
        [
            "$TTL 3600",
            $"@ SOA {soa[0]}. {soa[1]}. 1 {string.Join(' ', soa[2..])}",
            "@ NS ns.infra.test.",
            zone == "coral.test" ? "@ DNAME http.l2.l1.l0.infra.test." : $"ns.infra.test. A {address}",
        ];
        return string.Join(
                '\n',
                own.Concat(
                    DnsUnderTest.HierarchyRecords.Where(record =>
                        record.Split(' ')[0].EndsWith("infra.test.", StringComparison.Ordinal) == (zone == "infra.test")
                    )
                )
            ) + "\n";
    }
}
