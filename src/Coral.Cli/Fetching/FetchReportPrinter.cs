using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Coral.Cli.Fetching;

/// <summary>Shows a report: a table for people, one JSON object for programs.</summary>
internal static class FetchReportPrinter
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void Write(FetchReport report, bool asJson, TextWriter output)
    {
        if (asJson)
        {
            WriteJson(report, output);
        }
        else
        {
            WriteTable(report, output);
        }

        output.Flush();
    }

    private static void WriteTable(FetchReport report, TextWriter output)
    {
        Row("url", report.Target.Url.OriginUrl);
        Row("through", $"{report.Target.Url} on {report.Target.Node}");
        Row("status", report.Status?.ToString(CultureInfo.InvariantCulture));
        Row("location", report.Location);
        Row("served by", ServedBy.Describe(report.CacheStatus));
        Row("cache-status", report.CacheStatus);
        Row("via", report.Via);
        Row("age", report.Age is { } age ? age + " s" : null);
        Row("bytes", report.Bytes.ToString("N0", CultureInfo.InvariantCulture));
        Row("connected", Milliseconds(report.Connected));
        Row("first byte", Milliseconds(report.FirstByte));
        Row("total", Milliseconds(report.Total));

        void Row(string name, string? value)
        {
            if (value is not null)
            {
                output.WriteLine($"{name, -13}{value}");
            }
        }
    }

    private static void WriteJson(FetchReport report, TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartObject();
            json.WriteString("url", report.Target.Url.OriginUrl);
            json.WriteString("through", report.Target.Url.ToString());
            json.WriteString("node", report.Target.Node.ToString());
            json.WriteNumber("status", report.Status!.Value);
            json.WriteString("location", report.Location);
            json.WriteString("cacheStatus", report.CacheStatus);
            json.WriteString("via", report.Via);
            json.WriteString("age", report.Age);
            json.WriteNumber("bytes", report.Bytes);
            json.WriteBoolean("complete", report.Problem is null);
            json.WriteNumber("connectedMs", report.Connected.TotalMilliseconds);
            json.WriteNumber("firstByteMs", report.FirstByte.TotalMilliseconds);
            json.WriteNumber("totalMs", report.Total.TotalMilliseconds);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static string Milliseconds(TimeSpan time) =>
        time.TotalMilliseconds.ToString("F1", CultureInfo.InvariantCulture) + " ms";
}
