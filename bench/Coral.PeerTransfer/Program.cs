// Usage: Coral.PeerTransfer hold PORT
//        Coral.PeerTransfer ask PORT BYTES IN-FLIGHT SECONDS check|trust
// The first answers peers; the second prints transfers a second, processor microseconds a transfer of the asker and of
// the holder, and bytes allocated a transfer by each. bench/peers.sh starts both.

using System.Globalization;
using Coral.PeerTransfer;

var port = ushort.Parse(args[1], CultureInfo.InvariantCulture);
if (args[0] == "hold")
{
    await using var holder = Network.Server(port);
    await holder.StartAsync(CancellationToken.None);
    await Task.Delay(Timeout.Infinite);
}

await using var client = Network.Client();
var load = new Load(client, Network.Holder(port), isChecked: args[5] == "check");
var bytes = long.Parse(args[2], CultureInfo.InvariantCulture);
var inFlight = int.Parse(args[3], CultureInfo.InvariantCulture);
var seconds = double.Parse(args[4], CultureInfo.InvariantCulture);
await load.RunAsync(bytes, inFlight, TimeSpan.FromSeconds(Math.Min(2, seconds)));

var (before, theirsBefore) = (Usage.OfThisProcess(), await load.UsageOfHolderAsync());
var (transfers, elapsed) = await load.RunAsync(bytes, inFlight, TimeSpan.FromSeconds(seconds));
var ours = Usage.OfThisProcess() - before;
var theirs = await load.UsageOfHolderAsync() - theirsBefore;
Console.WriteLine(
    string.Create(
        CultureInfo.InvariantCulture,
        $"{transfers / elapsed.TotalSeconds:F0} {ours.Microseconds / transfers} {theirs.Microseconds / transfers} "
            + $"{ours.AllocatedBytes / transfers} {theirs.AllocatedBytes / transfers}"
    )
);
