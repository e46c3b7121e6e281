using PolicyLayer.Core.Limits;

namespace PolicyLayer.Interleaving.Tests.Tables;

/// <summary>A node that is replaced or taken out while another thread replaces it, takes it out or moves it.</summary>
public sealed class TableMoveTests
{
    private readonly LockFreeTable<Node> _table = new();
    private readonly Node _node = new(1);

    public TableMoveTests() => _table.GetOrAdd(_node);

    public static TheoryData<int> Moves => [0, 1, 2, 3, 4, 5, 6];

    [Fact]
    public void The_one_who_comes_late_to_take_out_a_node_leaves_its_replacement()
    {
        var late = Stalled<bool>.At(Step.TableNodeFound, () => _table.TryRemove(_node));
        var next = new Node(1);

        Assert.True(_table.TryReplace(_node, next));

        Assert.False(late.Finish());
        Assert.Same(next, _table.Find(new NodeKey(1)));
    }

    [Fact]
    public void The_one_who_comes_late_to_replace_a_node_does_not_bring_it_back()
    {
        var late = Stalled<bool>.At(Step.TableNodeFound, () => _table.TryReplace(_node, new(1)));

        Assert.True(_table.TryRemove(_node));

        Assert.False(late.Finish());
        Assert.Null(_table.Find(new NodeKey(1)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_one_who_found_a_node_before_it_moved_finds_it_where_it_is_now(bool isRemoved)
    {
        var next = new Node(1);
        var late = Stalled<bool>.At(
            Step.TableNodeFound, () => isRemoved ? _table.TryRemove(_node) : _table.TryReplace(_node, next));
        Assert.True(late.IsStalled);
        _table.Crowd();
        for (var key = 2_000; key < 2_100; key++)
            _table.GetOrAdd(new(key));

        Assert.True(late.Finish());

        Assert.Same(isRemoved ? null : next, _table.Find(new NodeKey(1)));
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public void A_node_that_a_stalled_mover_brings_back_is_dead_and_goes_again(int moves) =>
        StallMover(Step.TableNodeMarked, moves, () =>
        {
            _node.TryKill();
            _table.TryRemove(_node);
        });

    [Theory]
    [MemberData(nameof(Moves))]
    public void A_node_taken_out_while_it_stands_in_both_places_is_gone_from_both(int moves)
    {
        StallMover(Step.TableNodeBroughtOver, moves, () =>
        {
            _node.TryKill();
            Assert.True(_table.TryRemove(_node));
            Assert.Null(_table.Find(new NodeKey(1)));
        });
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public void Who_walks_through_the_table_meets_a_node_that_is_on_its_way(int moves) =>
        StallMover(Step.TableNodeMarked, moves, () => Assert.Contains(_node, _table.All()), expected: _node);

    [Theory]
    [MemberData(nameof(Moves))]
    public void Who_walks_through_the_table_meets_a_node_that_stands_in_both_places(int moves) =>
        StallMover(Step.TableNodeBroughtOver, moves, () => Assert.Contains(_node, _table.All()), expected: _node);

    [Fact]
    public void Who_walks_through_the_table_meets_a_node_that_moves_on_before_and_behind_it()
    {
        Node[] nodes = [_node, .. Enumerable.Range(2, 20).Select(static key => new Node(key))];
        Assert.All(nodes, node => _table.GetOrAdd(node));

        var met = new HashSet<Node>();
        foreach (var node in _table.All())
        {
            met.Add(node);
            _table.GetOrAdd(new(3_000 + met.Count));
            if (met.Count > 2_000)
                break;
        }

        Assert.Superset(nodes.ToHashSet(), met);
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public void A_node_that_took_the_place_of_a_moving_one_stays(int moves)
    {
        var next = new Node(1);
        StallMover(
            Step.TableNodeMarked,
            moves,
            () =>
            {
                Assert.True(_table.TryReplace(_node, next));
                _node.TryKill();
            },
            next);
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public void A_node_added_after_a_moving_one_was_taken_out_is_the_only_one(int moves)
    {
        var next = new Node(1);
        StallMover(
            Step.TableNodeMarked,
            moves,
            () =>
            {
                _node.TryKill();
                Assert.True(_table.TryRemove(_node));
                Assert.Same(next, _table.GetOrAdd(next));
            },
            next);
    }

    [Fact]
    public void A_walk_around_meets_each_node_once_however_far_the_table_has_moved()
    {
        const int Nodes = 300;
        for (var count = 2; count <= Nodes; count++)
        {
            _table.GetOrAdd(new(count));

            var met = Enumerable.Range(0, _table.Length).Select(_table.At).OfType<Node>().Select(node => node.Key);

            Assert.Equal(Enumerable.Range(1, count), met.Order());
        }
    }

    // The seventh node makes a table of eight places grow. The mover stalls at one place after another, of which one is the node's.
    private void StallMover(Step step, int moves, Action meanwhile, Node? expected = null)
    {
        for (var key = 1_000; key < 1_005; key++)
            _table.GetOrAdd(new(key));
        var mover = Stalled<Node>.At(step, () => _table.GetOrAdd(new(2_000)));
        for (var move = 0; move < moves; move++)
            mover.GoOnTo(step);
        Assert.True(mover.IsStalled);

        meanwhile();
        mover.Finish();

        Assert.Same(expected, _table.FindLive(1));
        Assert.Same(expected, _table.FindLive(1));
        Assert.True(expected is not null || _table.GetOrAddLive(1) is { IsDead: false });
        for (var key = 1_000; key < 1_005; key++)
            Assert.Equal(key, _table.Find(new NodeKey(key))?.Key);
        Assert.Equal(2_000, _table.Find(new NodeKey(2_000))?.Key);
    }
}
