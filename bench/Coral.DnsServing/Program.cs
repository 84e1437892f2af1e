using System.Net;
using System.Runtime.InteropServices;
using Coral.Dns.Configuration;
using Coral.DnsServing;
using Coral.Node.Hosting;

// The DNS server alone, for measurements: answers for coral.test until it is told to stop.
// usage: Coral.DnsServing ADDRESS:PORT [RECORD...]        a record as in Coral:Dns:Records: "www A 192.0.2.80"
using var meters = new PlainMeters();
var config = new StandaloneDnsConfig(IPEndPoint.Parse(args[0]), new SystemTokenSource(), meters)
{
    Options = new DnsOptions { Records = args[1..], TruncateUnknown = false },
};
await using var dns = StandaloneDns.Start(config);
Console.WriteLine(dns.EndPoint);

var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
await stop.Task;
return dns.Faults.IsEmpty ? 0 : 1;

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.TrySetResult();
}
