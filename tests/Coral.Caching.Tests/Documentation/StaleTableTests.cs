using Coral.Caching.Http;
using Coral.Caching.Tests.Fixtures;

namespace Coral.Caching.Tests.Documentation;

/// <summary>
/// Every cell of the first table of docs/stale.md: the answer of an origin against the copy of a node.
/// </summary>
public sealed class StaleTableTests
{
    private const int CopyBytes = 1000;
    private const int AnswerBytes = 500;

    private static readonly string[] Copies = ["none", "fresh", "stale", "too old", "bound", "in the background"];

    private static readonly Dictionary<string, Script[]> Answers = new()
    {
        ["2xx, 3xx or 4xx that may be stored"] =
        [
            Answer(200, "max-age=60"),
            Answer(301, "max-age=60"),
            Answer(404, "max-age=60"),
        ],
        ["2xx, 3xx or 4xx that may not be stored"] = [Answer(200, "no-store"), Answer(302, ""), Answer(403, "")],
        ["304 to a condition"] = [Answer(304, "max-age=60") with { Length = 0 }],
        ["304 or 206 that nobody asked for"] = [Answer(206, "max-age=60")],
        ["429, with or without `Retry-After`"] =
        [
            Answer(429, ""),
            Answer(429, "", "60"),
            Answer(429, "no-store", "60"),
        ],
        ["5xx with `Retry-After`"] = [Answer(503, "", "60"), Answer(500, "max-age=60", "60")],
        ["408, 425 and other 5xx"] = [Answer(408, ""), Answer(425, ""), Answer(500, ""), Answer(503, "max-age=60")],
        ["a name that does not resolve, no connection"] =
        [
            Script.Fails(FetchFailure.NameNotResolved),
            Script.Fails(FetchFailure.ConnectFailed),
            Script.Fails(FetchFailure.ConnectTimedOut),
        ],
        ["no header in time, a lost connection, no HTTP"] =
        [
            Script.Fails(FetchFailure.HeaderTimedOut),
            Script.Fails(FetchFailure.ConnectionLost),
            Script.Fails(FetchFailure.BadResponse),
        ],
        ["a body that breaks off"] =
        [
            Answer(200, "max-age=60") with
            {
                BodyFailure = FetchFailure.ConnectionLost,
                Declared = CopyBytes,
            },
        ],
        ["a redirect to the same URL"] = [Script.Fails(FetchFailure.RedirectsBack)],
        ["an object over `Coral:Cache:MaxObjectBytes`"] = [Answer(200, "max-age=60") with { Declared = 51 << 20 }],
        ["an address or port that is refused, one of our own listeners"] =
        [
            Script.Fails(FetchFailure.AddressRefused),
            Script.Fails(FetchFailure.PortRefused),
            Script.Fails(FetchFailure.Loop),
        ],
        ["none: this node is overloaded"] = [Script.Fails(FetchFailure.Overloaded)],
    };

    /// <summary>The answer, the copy, and the word of the cell.</summary>
    public static TheoryData<string, string, string> Cells
    {
        get
        {
            var cells = new TheoryData<string, string, string>();
            foreach (var row in Rows())
            {
                for (var i = 0; i < Copies.Length; i++)
                {
                    cells.Add(row[0], Copies[i], row[i + 1]);
                }
            }

            return cells;
        }
    }

    /// <summary>The answer, and what becomes of the requests that follow it.</summary>
    public static TheoryData<string, string> NextRequests
    {
        get
        {
            var cells = new TheoryData<string, string>();
            foreach (var row in Rows().Where(row => row[1] != "–"))
            {
                cells.Add(row[0], row[^1]);
            }

            return cells;
        }
    }

    [Fact]
    public void Rows_AreAllAnswers() => Assert.Equal(Answers.Keys, Rows().Select(row => row[0]));

    [Theory]
    [MemberData(nameof(Cells))]
    public void Cell_OfTheTable_IsWhatHappens(string answer, string copy, string expected)
    {
        foreach (var script in Answers[answer])
        {
            Assert.Equal(expected, copy == "none" && expected == "–" ? "–" : Run(script, copy));
        }
    }

    [Theory]
    [MemberData(nameof(NextRequests))]
    public void NextRequests_AfterAnAnswerWithoutACopy_AreAsTheTableSays(string answer, string expected)
    {
        // An answer of the moment that says for how long it may be stored is stored, where there is nothing better.
        foreach (
            var script in Answers[answer]
                .Where(s => s.Status is 404 or < 400 || !s.Fields.Any(l => l.Value == "max-age=60"))
        )
        {
            using var node = new CacheFixture();
            node.Web.Answer = (_, _) => script with { HeaderAfter = TimeSpan.Zero };
            node.Clock.Run(async () =>
            {
                for (var i = 0; i < 4; i++)
                {
                    await node.GetAsync("/a");
                }
            });

            Assert.Equal(
                expected,
                node.Web.Hits switch
                {
                    1 => node.Store.Count == 1 ? "stored" : "left alone at once",
                    2 => "left alone from the second on",
                    _ => "ask again",
                }
            );
        }
    }

    private static string Run(Script script, string copy)
    {
        using var node = new CacheFixture();
        var hasCopy = copy != "none";
        node.Web.Answer = (_, number) => hasCopy && number == 1 ? Copy(copy) : script;
        var (client, hits) = node.Clock.Run(async () =>
        {
            if (hasCopy)
            {
                await node.GetAsync("/a");
                await node.Wait(AgeOf(copy));
            }

            var client = await node.GetAsync("/a");
            var hits = node.Web.Hits;
            await node.Cache.IdleAsync();
            return (client, hits);
        });

        var stored = node.Store.Find(CacheFixture.Request("/a").Key, FieldList.Empty);
        var isCopy = client.Bytes == CopyBytes && client.Code == 200;
        if (isCopy && client.BodyFailure is null)
        {
            Assert.Equal(copy == "fresh" ? 1 : 2, Math.Max(hits, node.Web.Hits));
            return client.Status.Ttl >= TimeSpan.Zero
                ? copy == "fresh"
                    ? "copy"
                    : "copy, fresh again"
                : "stale copy";
        }

        if (client.BodyFailure is not null)
        {
            Assert.Equal(hasCopy, stored is { Body.Length: CopyBytes });
            return "cut";
        }

        if (client.Answer.Head is null)
        {
            Assert.Equal(hasCopy, stored is { Body.Length: CopyBytes });
            return "page";
        }

        Assert.Equal((script.Status, (long)AnswerBytes), (client.Code, client.Bytes));
        if (stored is { Body.Length: CopyBytes } || (stored is null && StatusCodes.IsTemporary(script.Status)))
        {
            return "answer";
        }

        return stored is not null || !hasCopy
            ? (StatusCodes.IsTemporary(script.Status) ? "answer" : "new")
            : "new, copy dropped";
    }

    private static Script Copy(string copy) =>
        Script.Ok(
            (
                "Cache-Control",
                copy switch
                {
                    "bound" => "max-age=60, must-revalidate",
                    "in the background" => "max-age=60, stale-while-revalidate=3600",
                    _ => "max-age=60",
                }
            ),
            ("ETag", "\"1\"")
        ) with
        {
            Length = CopyBytes,
        };

    private static double AgeOf(string copy) =>
        copy switch
        {
            "fresh" => 10,
            "too old" => 25 * 3600,
            _ => 600,
        };

    private static Script Answer(int status, string control, string? retryAfter = null)
    {
        var fields = new List<FieldLine>();
        if (control.Length > 0)
        {
            fields.Add(new FieldLine("Cache-Control", control));
        }

        if (retryAfter is not null)
        {
            fields.Add(new FieldLine("Retry-After", retryAfter));
        }

        return new Script
        {
            Status = status,
            Fields = new FieldList(fields),
            Length = AnswerBytes,
        };
    }

    private static List<string[]> Rows() =>
        [
            .. File.ReadLines(Path.Combine(Root(), "docs", "stale.md"))
                .SkipWhile(line => !line.StartsWith("| the origin's answer", StringComparison.Ordinal))
                .Skip(2)
                .TakeWhile(line => line.StartsWith('|'))
                .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
        ];

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Coral.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
