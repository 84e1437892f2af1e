using System.Text;
using Coral.Caching.Http;
using Coral.Proxy.Origin;

namespace Coral.Proxy.Tests.Origin;

/// <summary>The filter over bytes that come in any pieces, and over any bytes.</summary>
public sealed class ResponseHeadFilterTests
{
    private const int Seed = 20261130;
    private const int MaxBytes = 1024;

    [Theory]
    [InlineData(
        "HTTP/1.1 200 OK\r\nX: 1\r\n\r\nbody: \r\n\r\nodd line\r\n",
        "HTTP/1.1 200 OK\r\nX: 1\r\n\r\nbody: \r\n\r\nodd line\r\n"
    )]
    [InlineData("HTTP/1.1 200 OK\nodd\nX : 1\n\nbody", "HTTP/1.1 200 OK\r\nX: 1\r\n\r\nbody")]
    [InlineData("HTTP/1.1 103 Early\r\nX: 1\r\n\r\nHTTP/1.1 200 OK\r\n\r\nbody", "HTTP/1.1 200 OK\r\n\r\nbody")]
    [InlineData("HTTP/1.1 101 Switch\r\n\r\nHTTP/1.1 200", "HTTP/1.1 101 Switch\r\n\r\nHTTP/1.1 200")]
    [InlineData("SSH-2.0-x\r\n", "SSH-2.0-x\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: 1", "HTTP/1.1 200 OK\r\nX: 1")]
    public void Feed_InAnyPieces_GivesTheSame(string received, string expected)
    {
        for (var size = 1; size <= received.Length; size++)
        {
            Assert.Equal(expected, Filter(Encoding.Latin1.GetBytes(received), size, new Heard()));
        }
    }

    [Fact]
    public void Feed_InterimResponses_AreHeardInOrderButFor100()
    {
        var heard = new Heard();

        Filter(
            Encoding.Latin1.GetBytes(
                "HTTP/1.1 103 A\r\nLink: </a>\r\nodd\r\n\r\nHTTP/1.1 100 B\r\n\r\n"
                    + "HTTP/1.1 102\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"
            ),
            7,
            heard
        );

        Assert.Equal([103, 102], heard.Heads.Select(head => head.Status));
        Assert.Equal([new FieldLine("Link", "</a>")], heard.Heads[0].Fields);
    }

    [Fact]
    public void Feed_HeaderWithoutEnd_IsLetOnAtTheLimit()
    {
        var filter = new ResponseHeadFilter(MaxBytes);
        filter.Begin(interim: null);
        filter.Feed("HTTP/1.1 200 OK\r\n"u8);
        for (var i = 0; i < 10_000 && filter.IsInHead; i++)
        {
            Assert.True(i < MaxBytes + 4096, "held more than the limit");
            filter.Feed("x"u8);
        }

        Assert.True(filter.HasReady);
    }

    [Fact]
    public void Feed_AnyBytes_GivesCleanLinesOrLetsThemOn()
    {
        var random = new Random(Seed);
        string[] pieces =
        [
            "HTTP/1.1 200 OK",
            "\r\n",
            "\n",
            "\r",
            "X",
            ":",
            " ",
            "\t",
            "a",
            "\0",
            "\u00ff",
            "Content-Length",
            "5",
            ",",
            "Transfer-Encoding",
        ];
        for (var round = 0; round < 20_000; round++)
        {
            var text = "HTTP/1.1 200 OK\r\n";
            for (var i = random.Next(20); i > 0; i--)
            {
                text += pieces[random.Next(pieces.Length)];
            }

            var output = Filter(Encoding.Latin1.GetBytes(text + "\r\n\r\n"), random.Next(1, 30), new Heard());

            var head = output[..output.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
            foreach (var line in head.Split("\r\n").Skip(1))
            {
                var name = line.Split(':')[0];
                var mayFrame =
                    name.Contains("ength", StringComparison.Ordinal)
                    || name.Contains("oding", StringComparison.Ordinal);
                Assert.True(
                    mayFrame || (Tokens.Contains(name) && !line.Any(c => c < ' ' && c != '\t')),
                    $"'{line}' of round {round}"
                );
            }
        }
    }

    private static string Filter(byte[] received, int size, Heard heard)
    {
        var filter = new ResponseHeadFilter(MaxBytes);
        var output = new StringBuilder();
        var buffer = new byte[5];
        filter.Begin(heard);
        foreach (var piece in received.Chunk(size))
        {
            if (filter.IsInHead)
            {
                filter.Feed(piece);
            }
            else
            {
                output.Append(Encoding.Latin1.GetString(piece));
            }

            Drain();
        }

        if (filter.IsInHead)
        {
            filter.End();
            Drain();
        }

        return output.ToString();

        void Drain()
        {
            while (filter.HasReady)
            {
                output.Append(Encoding.Latin1.GetString(buffer, 0, filter.Take(buffer)));
            }
        }
    }

    private sealed class Heard : IInterimReceiver
    {
        public List<ResponseHead> Heads { get; } = [];

        public void Receive(ResponseHead interim) => Heads.Add(interim);
    }
}
