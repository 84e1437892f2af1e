using System.Diagnostics;
using System.Net;
using Coral.Dns.Tests.Fixtures;
using Coral.Testing.Network;

namespace Coral.Functional.Tests.Dns.Wide.Fixtures;

/// <summary>Takes down what passes between resolvers and name servers. Any thread.</summary>
internal sealed class QuestionLog
{
    private const int DnsPort = 53;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _lock = new();
    private readonly List<Passed> _passed = [];

    /// <summary>Time since the log's start.</summary>
    public TimeSpan Now => _clock.Elapsed;

    /// <summary>How much has passed until now: a mark to begin from.</summary>
    public int Mark
    {
        get
        {
            lock (_lock)
            {
                return _passed.Count;
            }
        }
    }

    /// <summary>Notes datagrams, and attempts to connect; reads nothing yet, to be quick.</summary>
    public void Observe(PassedPacket packet)
    {
        var isAnswer = packet.SourcePort == DnsPort;
        if ((!isAnswer && packet.DestinationPort != DnsPort) || (packet.Datagram.IsEmpty && !packet.IsConnect))
        {
            return;
        }

        var (client, server) = isAnswer ? (packet.Destination, packet.Source) : (packet.Source, packet.Destination);
        var passed = new Passed(client, server, isAnswer, packet.Datagram.ToArray(), Now);
        lock (_lock)
        {
            _passed.Add(passed);
        }
    }

    /// <summary>What a resolver has asked since a mark.</summary>
    public IReadOnlyList<SeenQuestion> Questions(IPAddress resolver, int mark) =>
        [.. Of(resolver, mark).Where(passed => !passed.IsAnswer).Select(Question)];

    /// <summary>Where a resolver has been referred to since a mark.</summary>
    public IReadOnlyList<SeenReferral> Referrals(IPAddress resolver, int mark) =>
        [.. Of(resolver, mark).Where(passed => passed.IsAnswer).Select(Referral).OfType<SeenReferral>()];

    private static SeenQuestion Question(Passed passed)
    {
        if (passed.Message.Length == 0)
        {
            return new SeenQuestion(passed.Server, Name: "", Type: "tcp");
        }

        var words = new ReadMessage(passed.Message).Question!.Split(' ');
        return new SeenQuestion(passed.Server, words[0].ToLowerInvariant(), words[1]);
    }

    private static SeenReferral? Referral(Passed passed)
    {
        var message = new ReadMessage(passed.Message);
        return message is { Answers.Count: 0, Authorities: [{ Type: "NS" } first, ..] }
            ? new SeenReferral(
                passed.At,
                passed.Server,
                first.Owner,
                [.. message.Authorities.Select(record => record.Data)],
                [.. message.Additionals.Select(record => IPAddress.Parse(record.Data))],
                TimeSpan.FromSeconds(first.Seconds)
            )
            : null;
    }

    private List<Passed> Of(IPAddress resolver, int mark)
    {
        lock (_lock)
        {
            return [.. _passed.Skip(mark).Where(passed => passed.Client.Equals(resolver))];
        }
    }

    private sealed record Passed(IPAddress Client, IPAddress Server, bool IsAnswer, byte[] Message, TimeSpan At);
}
