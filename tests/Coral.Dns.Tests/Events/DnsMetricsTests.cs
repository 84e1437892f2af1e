using System.Diagnostics.Metrics;
using Coral.Dns.Configuration;
using Coral.Dns.Queries;
using Coral.Dns.Redirection;
using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;

namespace Coral.Dns.Tests.Events;

/// <summary>Everything is counted, once.</summary>
public sealed class DnsMetricsTests : IDisposable
{
    private readonly StaticServer _server = new(
        new DnsOptions
        {
            AnswersPerSecond = 10,
            AnswerBurst = 1,
            Slip = 2,
            Records = ["sub NS ns.example.org."],
        }
    );

    private readonly Dictionary<string, long> _counts = [];
    private readonly MeterListener _listener = new();

    public DnsMetricsTests()
    {
        _listener.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) =>
            {
                var name = $"{instrument.Name} {tags[0].Value}";
                _counts[name] = _counts.GetValueOrDefault(name) + value;
            }
        );
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, _server.Meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void Answer_OfEveryKind_IsCountedAsWhatItIs()
    {
        _server.Answer("www.x.com.cdn.example", RecordType.A);
        _server.Answer("com.cdn.example", RecordType.A);
        _server.Answer("0x1.cdn.example", RecordType.A);
        _server.Answer("x.sub.cdn.example", RecordType.A);
        _server.Answer("www.example.org", RecordType.A);
        _server.Answer(new Ask("cdn.example", RecordType.OPT), DnsTransportKind.Tcp);
        _server.Redirection.Outcome = ChoiceOutcome.Truncate;
        _server.Answer("www.y.com.cdn.example", RecordType.A);
        _server.TryAnswer([1, 2, 3]);

        Assert.Equal(
            [
                ("coral.dns.answers error", 1),
                ("coral.dns.answers no-data", 1),
                ("coral.dns.answers no-name", 1),
                ("coral.dns.answers positive", 1),
                ("coral.dns.answers referral", 1),
                ("coral.dns.answers refused", 1),
                ("coral.dns.answers truncated", 1),
                ("coral.dns.dropped garbage", 1),
                ("coral.dns.queries tcp", 1),
                ("coral.dns.queries udp", 7),
            ],
            _counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => (count.Key, count.Value))
        );
    }

    [Fact]
    public void Answer_OverTheRate_IsCountedAsSlippedOrDropped()
    {
        var query = new Ask("www.x.com.cdn.example", RecordType.A).Bytes;
        for (var i = 0; i < 30; i++)
        {
            _server.TryAnswer(query);
        }

        Assert.Equal(10, _counts["coral.dns.answers positive"]);
        Assert.Equal(10, _counts["coral.dns.answers truncated"]);
        Assert.Equal(10, _counts["coral.dns.dropped rate"]);
    }
}
