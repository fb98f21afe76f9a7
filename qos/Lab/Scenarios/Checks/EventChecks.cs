using Streaming.Emulation.Links;
using Streaming.Lab.Scenarios.Reading;
using Streaming.Lab.Scenarios.Tables;

namespace Streaming.Lab.Scenarios.Checks;

/// <summary>What may be wrong with what happens, and what becomes of it.</summary>
/// <param name="place">Of the list of events.</param>
internal sealed class EventChecks(ScenarioDraft scenario, Place place)
{
    private readonly Dictionary<string, LinkProfile> _links = scenario.Links.ToDictionary(link => link.Name, link => link.Profile);
    private readonly Dictionary<string, List<LinkChange>> _changes =
        scenario.Links.ToDictionary(link => link.Name, _ => new List<LinkChange>());

    private readonly List<ScheduledEvent> _events = [];
    private bool _isServerUp = true;

    public IReadOnlyList<ScheduledEvent> Events => _events;

    public IReadOnlyList<LinkChange> ChangesOf(string link) => _changes[link];

    public void Check()
    {
        foreach ((EventDraft draft, int index) in scenario.Events.Select((draft, index) => (draft, index)).OrderBy(one => one.draft.At))
        {
            Place here = place.At(index);
            if (draft.At >= scenario.Duration)
                here.In("at").Complain($"nothing happens then: the run is over after {DurationText.Format(scenario.Duration)}");
            if (draft.Link is not null)
                ChangeLink(draft, here);
            else if (draft.Server is not null)
                ChangeServer(draft, here);
            else if (Reference.Check(here.In("viewers"), "audience", draft.Viewers!, [.. scenario.Audiences.Select(one => one.Name)]))
                _events.Add(new ScheduledEvent.ClockStep(draft.At, draft.Viewers!, draft.Clock!.Value));
        }
    }

    private void ChangeLink(EventDraft draft, Place here)
    {
        if (!Reference.Check(here.In("link"), "link", draft.Link!, _links.Keys))
            return;
        List<LinkChange> changes = _changes[draft.Link!];
        if (changes.Count > 0 && changes[^1].At == draft.At)
        {
            here.Complain($"'{draft.Link}' changes at {DurationText.Format(draft.At)} already: write both into one event");
            return;
        }

        LinkProfile next = draft.Change!(_links[draft.Link!]);
        LinkChecks.CheckProfile(next, here);
        if (draft.IsTold && !scenario.Links.First(link => link.Name == draft.Link).IsDeclared)
            here.In("told").Complain($"the server knows nothing of '{draft.Link}': give it 'declared: yes'");
        else if (draft.IsTold)
            _events.Add(new ScheduledEvent.LinkTold(draft.At, draft.Link!, next.Rate!.Value));
        _links[draft.Link!] = next;
        changes.Add(new(draft.At, next));
    }

    private void ChangeServer(EventDraft draft, Place here)
    {
        bool isStart = draft.Server == EventKeys.Started;
        if (isStart == _isServerUp)
            here.In("server").Complain(
                isStart ? "the server runs: nobody has killed it before" : "the server is dead: nobody has started it again");
        _isServerUp = isStart;
        _events.Add(isStart ? new ScheduledEvent.ServerStarted(draft.At) : new ScheduledEvent.ServerKilled(draft.At));
    }
}
