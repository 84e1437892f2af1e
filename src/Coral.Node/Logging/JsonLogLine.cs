using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Coral.Node.Logging;

/// <summary>
/// An event for programs: one object with time, level, category, id, event, message, fields, exception.
/// </summary>
internal static class JsonLogLine
{
    private const string Template = "{OriginalFormat}";

    internal static void Append(StringBuilder line, DateTimeOffset time, in LogEvent logEvent)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("time", time.UtcDateTime);
            json.WriteString("level", logEvent.Level.ToString().ToLowerInvariant());
            json.WriteString("category", logEvent.Category);
            json.WriteNumber("id", logEvent.Id.Id);
            json.WriteString("event", logEvent.Id.Name);
            json.WriteString("message", logEvent.Message);
            WriteFields(json, logEvent.Fields ?? []);
            if (logEvent.Exception is { } exception)
            {
                json.WriteString("exception", exception.ToString());
            }

            json.WriteEndObject();
        }

        line.Append(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void WriteFields(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>> fields)
    {
        json.WriteStartObject("fields");
        foreach (var (name, value) in fields.Where(field => field.Key != Template))
        {
            switch (value)
            {
                case int or long or double or bool:
                    json.WritePropertyName(name);
                    JsonSerializer.Serialize(json, value, value.GetType());
                    break;
                default:
                    json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
                    break;
            }
        }

        json.WriteEndObject();
    }
}
