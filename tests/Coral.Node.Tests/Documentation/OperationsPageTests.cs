using System.Diagnostics.Metrics;
using System.Reflection;
using Coral.Node.Configuration;
using Coral.Node.Dns;
using Coral.Node.Hosting;
using Coral.Node.Index;
using Coral.Proxy.AccessLogging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coral.Node.Tests.Documentation;

/// <summary>docs/operations.md lists every option, metric and event of the product, and nothing else.</summary>
public sealed class OperationsPageTests
{
    private static readonly Assembly[] Assemblies =
    [
        .. typeof(CoralNode)
            .Assembly.GetReferencedAssemblies()
            .Where(name => name.Name!.StartsWith("Coral.", StringComparison.Ordinal))
            .Select(Assembly.Load),
        typeof(CoralNode).Assembly,
    ];

    [Fact]
    public void Options_OnThePage_AreThoseOfTheCatalog()
    {
        var defaults = NodeConfiguration
            .Load(null, new Dictionary<string, string?>(), [], isOutputTerminal: true)
            .Options.ToDictionary(option => option.Key, option => option.Value);

        OperationsPage.AssertSame(
            "Options",
            NodeConfiguration.Catalog.Definitions.Select(definition =>
                string.Join(
                    " | ",
                    definition.Key,
                    NodeConfiguration.Catalog.FlagFor(definition.Key)?.Name ?? "–",
                    definition.Variable,
                    defaults.GetValueOrDefault(definition.Key) ?? DefaultInTable(definition),
                    Short(definition.Allowed)
                )
            )
        );
    }

    [Fact]
    public async Task Metrics_OnThePage_AreTheInstrumentsOfANode()
    {
        var instruments = new List<Instrument>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            lock (instruments)
            {
                instruments.Add(instrument);
            }
        };
        listener.Start();

        await using var node = await CoralNode.CreateAsync(
            new NodeSettings(
                new AccessLogOptions { Destination = AccessLogOptions.Off },
                new NodeIndexOptions(),
                new NodeDnsOptions()
            ),
            new SystemTokenSource(),
            TimeProvider.System,
            NullLoggerFactory.Instance
        );

        lock (instruments)
        {
            OperationsPage.AssertSame(
                "Metrics",
                instruments
                    .Where(instrument => instrument.Meter.Scope == node.Meters)
                    .Select(instrument => $"{instrument.Name} | {Kind(instrument)} | {instrument.Unit}")
            );
        }
    }

    [Fact]
    public void Events_OnThePage_AreThoseOfTheProduct() =>
        OperationsPage.AssertSame(
            "Log events",
            Events().Select(e => $"{e.EventId} | {e.EventName} | {e.Level.ToString().ToLowerInvariant()}")
        );

    [Fact]
    public void Events_OfTheProduct_HaveNumbersOfTheirOwnAndNames()
    {
        var events = Events().ToList();

        Assert.All(events, e => Assert.False(string.IsNullOrEmpty(e.EventName), $"Event {e.EventId} has no name."));
        Assert.Empty(events.GroupBy(e => e.EventId).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    private static IEnumerable<LoggerMessageAttribute> Events() =>
        Assemblies
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>();

    /// <summary>The page explains units and endpoints once.</summary>
    private static string Short(string allowed) =>
        allowed
            .Replace(" (a number and a unit: ms s m h d)", "", StringComparison.Ordinal)
            .Replace(" (a number and a unit: B KB MB GB)", "", StringComparison.Ordinal)
            .Replace(", such as 127.0.0.1:8080 or [::]:8080", "", StringComparison.Ordinal)
            .Replace(", such as node.example.net:7400 or [2001:db8::1]:7400", "", StringComparison.Ordinal);

    private static string DefaultInTable(OptionDefinition definition) =>
        definition.Property.GetValue(Activator.CreateInstance(definition.Property.DeclaringType!)) is { } value
            ? definition.Format(value)
            : "–";

    private static string Kind(Instrument instrument)
    {
        var name = instrument.GetType().Name;
        return name[..name.IndexOf('`', StringComparison.Ordinal)] switch
        {
            "Counter" or "ObservableCounter" => "counter",
            "UpDownCounter" or "ObservableUpDownCounter" or "ObservableGauge" or "Gauge" => "gauge",
            var other => other.ToLowerInvariant(),
        };
    }
}
