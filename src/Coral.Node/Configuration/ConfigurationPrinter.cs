using System.Text.Encodings.Web;
using System.Text.Json;

namespace Coral.Node.Configuration;

/// <summary>Shows the options in force and where each came from: a table for people, JSON for programs.</summary>
public static class ConfigurationPrinter
{
    private static readonly JsonWriterOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
    };

    /// <summary>Three aligned columns under a head: option, value, source.</summary>
    public static void WriteTable(EffectiveConfiguration configuration, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(output);
        var keyWidth = configuration.Options.Max(option => option.Key.Length);
        var valueWidth = configuration.Options.Max(option => option.Value.Length);
        output.WriteLine($"{"OPTION".PadRight(keyWidth)}  {"VALUE".PadRight(valueWidth)}  FROM");
        foreach (var option in configuration.Options)
        {
            output.WriteLine(
                $"{option.Key.PadRight(keyWidth)}  {option.Value.PadRight(valueWidth)}  {option.SourceName}"
            );
        }
    }

    /// <summary>
    /// One object: <c>{"options":[{"key":…,"value":…,"source":"environment","name":"CORAL__HTTP"},…]}</c>.
    /// </summary>
    public static void WriteJson(EffectiveConfiguration configuration, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(output);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartObject();
            json.WriteStartArray("options");
            foreach (var option in configuration.Options)
            {
                json.WriteStartObject();
                json.WriteString("key", option.Key);
                json.WriteString("value", option.Value);
                json.WriteString("source", SourceWord(option.Kind));
                json.WriteString("name", option.SourceName);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static string SourceWord(SettingSourceKind kind) =>
        kind switch
        {
            SettingSourceKind.File => "file",
            SettingSourceKind.Environment => "environment",
            SettingSourceKind.CommandLine => "command-line",
            _ => "default",
        };
}
