using System.CommandLine;
using System.Text;
using System.Text.Json;
using Coral.Cli.Invocation;
using Coral.Node;
using Coral.Node.Configuration;
using Coral.Node.Hosting;
using Coral.Node.Identity;
using Coral.Node.Index;

namespace Coral.Cli.Commands;

/// <summary><c>coral id</c>: who the node of a data folder is.</summary>
internal static class IdCommand
{
    private static readonly string[] Flags = ["--data", "--network-key"];

    internal static Command Create(CommandContext context)
    {
        var config = new Option<string>("--config")
        {
            HelpName = "FILE",
            Description = "Read options from this JSON file",
        };
        var flags = Flags
            .Select(name => NodeConfiguration.Catalog.Flags.Single(flag => flag.Name == name))
            .ToDictionary(
                flag => flag,
                flag => new Option<string>(flag.Name) { HelpName = flag.ValueName, Description = flag.Help }
            );
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Subcommand(
            "id",
            "Show the identity of the node in a data folder.",
            """
            The identity is a key that the first `coral run` creates in the data folder. The node's id is the first 160
            bits of the SHA-256 of its public key. The node may be running.
            """,
            """
            coral id
            coral id --data /var/lib/coral --json
            """
        )
        {
            config,
            json,
        };
        foreach (var flag in flags.Values)
        {
            command.Add(flag);
        }

        command.SetAction(result =>
        {
            var written = flags.SelectMany(flag =>
                flag.Key.Settings(result.GetValue(flag.Value) is { } value ? [value] : [])
            );
            try
            {
                var configuration = NodeConfiguration.Load(
                    result.GetValue(config),
                    context.Variables,
                    written,
                    context.IsOutputTerminal
                );
                return Show(configuration, result.GetValue(json), context);
            }
            catch (ConfigurationException wrong)
            {
                foreach (var problem in wrong.Problems)
                {
                    context.Error.WriteLine($"coral id: {problem}");
                }

                return ExitCode.Usage;
            }
            catch (NodeStartException ex)
            {
                context.Error.WriteLine($"coral id: {ex.Message}");
                return ExitCode.Failed;
            }
        });
        return command;
    }

    private static int Show(EffectiveConfiguration configuration, bool asJson, CommandContext context)
    {
        var folder = configuration.Settings.Get<DataOptions>().Data;
        using var identity = folder is null ? null : NodeIdentity.TryLoad(folder);
        if (identity is null)
        {
            context.Error.WriteLine(
                $"coral id: there is no identity in {folder ?? "any folder"}; start the node once with "
                    + $"`{context.CalledAs} run`, or choose another folder with --data"
            );
            return ExitCode.Failed;
        }

        var keys = configuration.Settings.Get<NodeIndexOptions>().NetworkKey;
        var network = keys is null ? null : NetworkKeys.Read(keys).NetworkId;
        if (asJson)
        {
            WriteJson(identity, folder!, network, context.Output);
        }
        else
        {
            context.Output.WriteLine($"node         {identity.Id}");
            context.Output.WriteLine($"public key   SHA-256 {identity.Fingerprint}");
            context.Output.WriteLine($"data folder  {folder}");
            context.Output.WriteLine($"network      {network ?? "none: no network key is set"}");
        }

        return ExitCode.Success;
    }

    private static void WriteJson(NodeIdentity identity, string folder, string? network, TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("node", identity.Id.ToString());
            json.WriteString("publicKeySha256", identity.Fingerprint);
            json.WriteString("dataFolder", folder);
            json.WriteString("network", network);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
