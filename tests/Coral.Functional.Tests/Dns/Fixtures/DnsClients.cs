using System.Diagnostics;
using System.Net;

namespace Coral.Functional.Tests.Dns.Fixtures;

/// <summary>Asks with the programs that people ask with.</summary>
internal static class DnsClients
{
    /// <summary>What <c>dig</c> prints.</summary>
    public static Task<string> DigAsync(IPEndPoint server, params string[] arguments) =>
        RunAsync("dig", [$"@{server.Address}", "-p", Port(server), "+tries=1", "+time=10", .. arguments]);

    /// <summary>What <c>kdig</c> prints.</summary>
    public static Task<string> KdigAsync(IPEndPoint server, params string[] arguments) =>
        RunAsync("kdig", [$"@{server.Address}", "-p", Port(server), "+retry=0", "+time=10", .. arguments]);

    /// <summary>What <c>drill</c> prints.</summary>
    public static Task<string> DrillAsync(IPEndPoint server, params string[] arguments) =>
        RunAsync("drill", ["-p", Port(server), .. arguments, $"@{server.Address}"]);

    /// <summary>The records that a client prints as the answer, single spaces between fields.</summary>
    public static IReadOnlyList<string> Records(string output) =>
        [
            .. output
                .Split(";; AUTHORITY SECTION:")[0]
                .Split('\n')
                .Where(line => line.Length > 0 && line[0] != ';')
                .Select(line =>
                    string.Join(' ', line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
                ),
        ];

    private static string Port(IPEndPoint server) =>
        server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                // A user's own settings are not the test's.
                Environment = { ["HOME"] = "/nonexistent" },
            }
        )!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (output + await error).Replace('\t', ' ');
    }
}
