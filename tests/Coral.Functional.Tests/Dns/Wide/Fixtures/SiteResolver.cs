using System.Net;
using System.Net.Sockets;
using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;
using Coral.Functional.Tests.Dns.Fixtures;
using Coral.Testing.Network;

namespace Coral.Functional.Tests.Dns.Wide.Fixtures;

/// <summary>A real resolver at a site of its own, and a client there that asks it.</summary>
internal sealed class SiteResolver : IAsyncDisposable
{
    private readonly Resolver _resolver;
    private readonly StubClient _client;
    private readonly QuestionLog _log;
    private int _asked;

    private SiteResolver(
        string program,
        RelayedSite site,
        IPAddress stub,
        Resolver resolver,
        StubClient client,
        QuestionLog log
    )
    {
        (Program, Site, Stub) = (program, site, stub);
        (_resolver, _client, _log) = (resolver, client, log);
    }

    /// <summary><c>unbound</c> or <c>bind</c>.</summary>
    public string Program { get; }

    public RelayedSite Site { get; }

    public IPAddress Address => _resolver.EndPoint.Address;

    /// <summary>The only server that it knows from the start.</summary>
    public IPAddress Stub { get; }

    /// <summary>Starts one.</summary>
    /// <param name="program">Which.</param>
    /// <param name="site">Where.</param>
    /// <param name="stub">The server of both zones that it is told of.</param>
    /// <param name="log">What passes.</param>
    public static async Task<SiteResolver> StartAsync(string program, RelayedSite site, IPAddress stub, QuestionLog log)
    {
        var resolver = await Resolver.StartAsync(program, site, stub, "coral.test", "infra.test");
        var client = await StubClient.CreateAsync(site.Network, resolver.EndPoint);
        return new SiteResolver(program, site, stub, resolver, client, log);
    }

    /// <summary>Looks a coralized name up that nobody has asked for yet.</summary>
    public Task<SeenLookup> LookUpAsync(RecordType type = RecordType.A) =>
        Task.Run(() =>
        {
            var mark = _log.Mark;
            try
            {
                var answer = _client.Ask(new Ask($"www.n{_asked++}.{Program}.example.com.coral.test", type));
                return new SeenLookup(answer, _log.Questions(Address, mark), _log.Referrals(Address, mark));
            }
            catch (SocketException ex)
            {
                var asked = string.Join('\n', _log.Questions(Address, mark));
                throw new InvalidOperationException(
                    $"{Program}: {ex.Message}; it asked\n{asked}\n{_resolver.Output}",
                    ex
                );
            }
        });

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _resolver.DisposeAsync();
    }
}
