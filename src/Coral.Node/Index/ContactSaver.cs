using Coral.Index;
using Coral.Node.Hosting;

namespace Coral.Node.Index;

/// <summary>Saves the node's contacts: a second after the start, then ever more rarely, and at the stop.</summary>
internal sealed class ContactSaver(ContactStore contacts, SerialLoop loop, TimeProvider clock) : IIndexTask
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public async Task RunAsync(IndexNode node, CancellationToken stoppingToken)
    {
        for (var pause = new Backoff(First, Longest); ; pause = pause.Next())
        {
            await Task.Delay(pause.Wait, clock, stoppingToken);
            await EndAsync(node);
        }
    }

    /// <inheritdoc />
    public async Task EndAsync(IndexNode node)
    {
        var known = await loop.RunAsync(() => Task.FromResult(node.Directory.Contacts()));
        await Task.Run(() => contacts.Save([.. known.Select(contact => contact.Address)]));
    }
}
