using System.Text.Json;
using Coral.Node.Logging;
using Coral.Testing.Time;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Tests.Logging;

public sealed partial class NodeLoggerProviderTests : IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };

    [Fact]
    public void Write_Text_SaysTimeLevelCategoryEventAndMessage()
    {
        Log(LogFormat.Text, logger => Moved(logger, "www.x.com", 3));

        Assert.Equal("2004-03-29T00:00:00.000Z warn Dialer Moved: www.x.com moved 3 times.\n", _output.ToString());
    }

    [Fact]
    public void Write_TextWithControlCharacters_StaysOneLine()
    {
        Log(LogFormat.Text, logger => Moved(logger, "a\r\nb\u001b[2J", 1));

        Assert.EndsWith(" Moved: a\\u000d\\u000ab\\u001b[2J moved 1 times.\n", _output.ToString());
    }

    [Fact]
    public void Write_TextWithAnException_IndentsIt()
    {
        Log(LogFormat.Text, logger => Broke(logger, new IOException("one\ntwo")));

        Assert.Equal(
            ["2004-03-29T00:00:00.000Z fail Dialer Broke: It broke.", "    System.IO.IOException: one", "    two", ""],
            _output.ToString().Split('\n')
        );
    }

    [Fact]
    public void Write_Json_IsOneObjectALineWithTypedFields()
    {
        Log(LogFormat.Json, logger => Moved(logger, "a\nb", 3));

        var line = Assert.Single(_output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var json = JsonDocument.Parse(line).RootElement;
        Assert.Equal("2004-03-29T00:00:00Z", json.GetProperty("time").GetString());
        Assert.Equal("warning", json.GetProperty("level").GetString());
        Assert.Equal("Coral.Proxy.Dialer", json.GetProperty("category").GetString());
        Assert.Equal(9001, json.GetProperty("id").GetInt32());
        Assert.Equal("Moved", json.GetProperty("event").GetString());
        Assert.Equal("a\nb moved 3 times.", json.GetProperty("message").GetString());
        Assert.Equal("""{"host":"a\nb","count":3}""", json.GetProperty("fields").GetRawText(), ignoreCase: true);
    }

    [Fact]
    public void Write_JsonWithAnException_CarriesIt()
    {
        Log(LogFormat.Json, logger => Broke(logger, new IOException("one")));

        var json = JsonDocument.Parse(_output.ToString()).RootElement;
        Assert.Equal("System.IO.IOException: one", json.GetProperty("exception").GetString());
    }

    [Theory]
    [InlineData("Coral.Proxy.Dialer", LogLevel.Information, LogLevel.Information, true)]
    [InlineData("Coral.Proxy.Dialer", LogLevel.Information, LogLevel.Debug, false)]
    [InlineData("Coral.Proxy.Dialer", LogLevel.Debug, LogLevel.Debug, true)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Debug, LogLevel.Information, false)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Debug, LogLevel.Warning, true)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error, LogLevel.Warning, false)]
    public void IsEnabled_ByCategoryAndLevel_FollowsTheFilter(
        string category,
        LogLevel least,
        LogLevel level,
        bool enabled
    )
    {
        using var loggers = NodeLoggerProvider.CreateFactory(LogFormat.Text, least, _output, new ManualTimeProvider());

        Assert.Equal(enabled, loggers.CreateLogger(category).IsEnabled(level));
    }

    /// <summary>Strangers can cause lines of the HTTP server, and it calls some of them critical.</summary>
    [Fact]
    public void Library_ThatRepeatsAnEvent_GetsAWarningAMinute()
    {
        var clock = new ManualTimeProvider();
        using var loggers = NodeLoggerProvider.CreateFactory(LogFormat.Text, LogLevel.Information, _output, clock);
        var kestrel = loggers.CreateLogger("Microsoft.AspNetCore.Server.Kestrel.Http2");
        for (var i = 0; i < 1_000; i++)
        {
            Flooded(kestrel, i);
        }

        Rejected(kestrel);
        clock.Advance(TimeSpan.FromMinutes(1));
        Flooded(kestrel, 1_000);

        Assert.Equal(
            [
                "2004-03-29T00:00:00.000Z warn Http2 Flooded: Connection 0 exceeded the queue.",
                "2004-03-29T00:00:00.000Z warn Http2 Rejected: Rejected.",
                "2004-03-29T00:01:00.000Z warn Http2 Flooded: Connection 1000 exceeded the queue. "
                    + "(999 more like it before)",
                "",
            ],
            _output.ToString().Split('\n')
        );
    }

    [Fact]
    public void Node_ThatRepeatsAnEvent_GetsEveryLine()
    {
        Log(
            LogFormat.Text,
            logger =>
            {
                Moved(logger, "a", 1);
                Moved(logger, "a", 1);
            }
        );

        Assert.Equal(2, _output.ToString().Count(character => character == '\n'));
    }

    public void Dispose() => _output.Dispose();

    [LoggerMessage(9003, LogLevel.Critical, "Connection {Id} exceeded the queue.", EventName = nameof(Flooded))]
    private static partial void Flooded(ILogger logger, int id);

    [LoggerMessage(9004, LogLevel.Error, "Rejected.", EventName = nameof(Rejected))]
    private static partial void Rejected(ILogger logger);

    [LoggerMessage(9001, LogLevel.Warning, "{Host} moved {Count} times.", EventName = nameof(Moved))]
    private static partial void Moved(ILogger logger, string host, int count);

    [LoggerMessage(9002, LogLevel.Error, "It broke.", EventName = nameof(Broke))]
    private static partial void Broke(ILogger logger, Exception exception);

    private void Log(LogFormat format, Action<ILogger> write)
    {
        using var loggers = NodeLoggerProvider.CreateFactory(
            format,
            LogLevel.Information,
            _output,
            new ManualTimeProvider()
        );
        write(loggers.CreateLogger("Coral.Proxy.Dialer"));
    }
}
