using System.CommandLine;
using Streaming.Player.Contracts;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Desktop.Commands;

/// <summary>The part of <c>play</c>'s command line that says what is asked of the network: an option for each term of a flow
/// specification.</summary>
internal sealed class FlowArguments
{
    /// <summary>What is asked for where nothing else is said: a receiver that nobody watches may be sent a second ahead.</summary>
    public static readonly IReadOnlyList<(string Term, string Value)> UsualHeadless = [("class", "controlled-load"), ("buffer", "1s")];

    /// <summary>Who watches wants the picture at once: each sample comes within its own duration.</summary>
    public static readonly IReadOnlyList<(string Term, string Value)> UsualWindow = [("class", "controlled-load"), ("buffer", "0ms")];

    private readonly (string Term, Option<string?> Option)[] _terms =
    [
        Term("class", "CLASS", "guaranteed, controlled-load or best-effort"),
        Term("rate", "RATE", "The most that can be taken, such as 3Mb/s"),
        Term("buffer", "TIME", "How much is held before it is shown, such as 2s; without a window 1s where nothing is said, with one 0"),
        Term("memory", "SIZE", "How much is held at most, such as 4M"),
        Term("delay", "TIME", "Bound on the delay, such as 200ms"),
        Term("jitter", "TIME", "Bound on its variation, such as 50ms"),
        Term("loss", "SHARE", "Bound on the packets lost, such as 0.1%"),
        Term("burst", "PACKETS", "Bound on the packets lost in a row"),
        Term("accept", "LIST", "Renditions that would do, the best first, such as 720p,480p"),
        Term("priority", "0-9", "The smallest gives way first"),
        Term("booking", "ID", "A booking made ahead"),
    ];

    private readonly Option<string[]> _then = new("--then")
    {
        HelpName = "TIME:TERMS",
        Description = "So long after playing began, ask for something else: 10s:accept=240p, 1m:class=best-effort;rate=1Mb/s; repeatable",
    };

    public void AddTo(Command command)
    {
        foreach ((_, Option<string?> option) in _terms)
            command.Add(option);
        command.Add(_then);
    }

    /// <summary>What is asked for, and what later.</summary>
    /// <param name="usual">What goes without saying.</param>
    /// <exception cref="UsageException">A term is no term, or cannot be read.</exception>
    public (FlowSpec Wish, IReadOnlyList<LaterWish> Later) Read(ParseResult parsed, IReadOnlyList<(string Term, string Value)> usual)
    {
        Dictionary<string, string> terms = usual.ToDictionary(usual => usual.Term, usual => usual.Value);
        foreach ((string term, Option<string?> option) in _terms)
        {
            if (parsed.GetValue(option) is { } value)
                terms[term] = value;
        }

        FlowSpec wish = Parse(terms, "");
        List<LaterWish> later = [];
        foreach ((TimeSpan after, string text) in (parsed.GetValue(_then) ?? []).Select(Split).OrderBy(one => one.After))
            later.Add(new(after, Changed(terms, text)));
        return (wish, later);
    }

    private static (string Term, Option<string?> Option) Term(string term, string value, string description) =>
        (term, new($"--{term}") { HelpName = value, Description = description });

    private static (TimeSpan After, string Text) Split(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && DurationText.TryParse(text.AsSpan(0, colon), out TimeSpan after)
            ? (after, text)
            : throw new UsageException($"--then {text}: give a time, a colon and terms, such as 10s:accept=240p");
    }

    /// <summary>What is not said again stays as it was said before.</summary>
    private static FlowSpec Changed(Dictionary<string, string> terms, string text)
    {
        string changes = text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..];
        foreach (string said in changes.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] parts = said.Split('=', 2, StringSplitOptions.TrimEntries);
            terms[parts[0]] = parts.Length == 2
                ? parts[1]
                : throw new UsageException($"--then {text}: '{said}' is no term; write accept=240p");
        }

        return Parse(terms, $"--then {text}: ");
    }

    private static FlowSpec Parse(Dictionary<string, string> terms, string option)
    {
        string text = string.Join("; ", terms.Select(term => $"{term.Key}={term.Value}"));
        return FlowSpecText.TryParse(text, out FlowSpec? spec, out FlowSpecFault? fault)
            ? spec
            : throw new UsageException($"{option}{fault}");
    }
}
