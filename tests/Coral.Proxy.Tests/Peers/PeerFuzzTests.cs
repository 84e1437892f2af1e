using System.Text;
using Coral.Proxy.Peers;
using Coral.Proxy.Peers.Wire;
using Coral.Proxy.Pipeline;
using Coral.Proxy.Tests.Fixtures;
using Microsoft.AspNetCore.Http.Features;

namespace Coral.Proxy.Tests.Peers;

/// <summary>Garbage on the peer port is refused, and never anything worse.</summary>
public sealed class PeerFuzzTests
{
    private const int Seed = 20261122;

    /// <summary>More in bench/fuzz.sh.</summary>
    private static readonly int Mutations = int.Parse(
        Environment.GetEnvironmentVariable("CORAL_FUZZ_MUTATIONS") ?? "200000"
    );

    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly Random _random = new(Seed);
    private readonly PeerSeal _seal = new([PeerUnderTest.Key]);
    private readonly FakeConnection _connection = new("/a");
    private readonly RequestContext _context = new();

    [Fact]
    public void Request_MutatedInAnyPart_IsNeverAdmitted()
    {
        using var message = new PeerRequestWriter(_seal, new FixedClock(Now)).Create(
            new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 1),
            new PeerUnderTest().Request() with
            {
                Offset = 12345,
                Validator = "\"v1\"",
                IsRelay = true,
            },
            isSourceQuery: false,
            out _
        )!;
        var reader = new PeerRequestReader(_seal, isLoopbackOnly: false);
        var parts = message.Headers.NonValidated.Select(field => (field.Key, Value: field.Value.ToString())).ToArray();
        Assert.Equal(PeerRefusal.None, Admit(reader, "/a", parts));

        for (var i = 0; i < Mutations; i++)
        {
            var mutated = ((string Key, string Value)[])parts.Clone();
            var target = "/a";
            var which = _random.Next(parts.Length + 1);
            if (which == parts.Length)
            {
                target = "/" + Mutate("a");
            }
            else
            {
                mutated[which].Value = Mutate(parts[which].Value);
            }

            if (target != "/a" || !mutated.SequenceEqual(parts))
            {
                var refusal = Admit(reader, target, mutated);
                Assert.True(
                    refusal is PeerRefusal.Seal or PeerRefusal.Unsealed,
                    $"seed {Seed}, mutation {i}: {refusal} for {target} {string.Join(" | ", mutated)}"
                );
            }
        }
    }

    [Fact]
    public void Words_MutatedByAMember_AreReadOrRefused()
    {
        var question = new PeerRequestFields(Now, new PeerUnderTest().Contact, true, true, true).Write();
        var answer = new PeerResponseFields
        {
            Kind = PeerResponseKind.Full,
            Id = new PeerUnderTest().Id,
            Status = 200,
            Start = 12,
            Length = 13,
            Root = new byte[32],
            Digest = new byte[32],
            Others = [new PeerUnderTest(3).Contact, new PeerUnderTest(4).Contact],
            Source = new PeerUnderTest(5).Contact,
            Time = Now,
        }.Write();
        var (read, refused) = (0, 0);
        for (var i = 0; i < Mutations; i++)
        {
            // Either is read or refused; what is read can be written again, and reads the same.
            if (PeerRequestFields.TryRead(Mutate(question), out var words))
            {
                Assert.True(PeerRequestFields.TryRead(words.Write(), out var again));
                Assert.Equal(words, again);
            }

            if (PeerResponseFields.TryRead(Mutate(answer)) is { } said)
            {
                read++;
                Assert.InRange(said.Others.Count, 0, PeerResponseFields.MaxOthers);
                Assert.NotNull(PeerResponseFields.TryRead(said.Write()));
            }
            else
            {
                refused++;
            }
        }

        Assert.True(read > 1000 && refused > 1000, $"{read} read, {refused} refused");
    }

    private PeerRefusal Admit(PeerRequestReader reader, string target, (string Key, string Value)[] fields)
    {
        var request = _connection.Get<IHttpRequestFeature>()!;
        request.RawTarget = target;
        foreach (var (name, value) in fields)
        {
            request.Headers[name] = value;
        }

        _context.Begin(_connection, Now, 0);
        return reader.Admit(_context, out _);
    }

    private string Mutate(string text)
    {
        var mutated = new StringBuilder(text);
        for (var changes = _random.Next(1, 4); changes > 0; changes--)
        {
            var at = _random.Next(mutated.Length + 1);
            switch (_random.Next(5))
            {
                case 0 when at < mutated.Length:
                    mutated[at] = (char)(mutated[at] ^ (1 << _random.Next(8)));
                    break;
                case 1 when at < mutated.Length:
                    mutated.Remove(at, _random.Next(1, mutated.Length - at + 1));
                    break;
                case 2:
                    mutated.Insert(at, "=:;,\"()@? \\-09az"[_random.Next(16)]);
                    break;
                case 3 when at < mutated.Length:
                    mutated.Insert(at, mutated.ToString(at, _random.Next(1, mutated.Length - at + 1)));
                    break;
                default:
                    mutated.Append((char)_random.Next(256), _random.Next(1, 20));
                    break;
            }
        }

        return mutated.ToString();
    }
}
