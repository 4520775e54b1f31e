"""Wrong programs that nobody stored: edits of the solutions, and which mistakes each really makes.

An edit is what stands in the solution and what takes its place. Where no stored mistake is the
program's own, the list is empty, and no name may be given.
"""

# fmt: off
MAML, PEARL = "maml/inner-adapt", "pearl/product-of-gaussians"
PCGRAD, RL2 = "multitask/pcgrad", "rl2/trial-loop"
STEP = "adapted = adapted - alpha * grad_fn(adapted)"
KL = "0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)"
MEAN = "product_var * (precisions * mu).sum(axis=0), product_var"
SURGERY = "g = g - along / (G[j] @ G[j]) * G[j]"
COSINES = "np.divide(G @ G.T, scale, out=np.zeros_like(scale), where=scale > 0)"
INPUT = "np.concatenate([o, one_hot, [r_prev, float(done_prev)]])"
X = "meta_input(o, a, r, done, env.n_actions)"

WRONG = [
    (MAML, [(STEP, "adapted = adapted - alpha * 2 * grad_fn(adapted)")], []),
    (MAML, [(STEP, "adapted = adapted - alpha**2 * grad_fn(adapted)")], ["alpha_twice"]),
    (MAML, [(STEP, "adapted = grad_fn(adapted) * alpha + adapted")], ["uphill"]),
    (MAML, [(STEP, "adapted = theta - grad_fn(adapted) * alpha")], ["restarts"]),
    (MAML, [(STEP, "adapted = adapted - alpha * grad_fn(theta)")], ["gradient_once"]),
    (MAML, [("range(steps)", "range(alpha)")], []),
    (MAML, [("range(steps)", "steps")], []),
    (MAML, [("range(steps)", "range(steps + 1)")], ["one_step_too_many"]),
    (MAML, [("    return adapted", "        return adapted")], ["returns_in_loop"]),
    (MAML, [(STEP, "adapted = adapted - alpha * grad_fn(adapted, 0)")], ["wrong_call"]),
    (MAML, [(STEP, "adapted = adapted - alpha * grad_fn(adapted).sum()")], []),
    (MAML, [("adapted = theta\n", "adapted = theta\n    theta[:] = theta + 0.0\n"), (STEP, STEP + "\n        theta[:] = adapted")], ["in_place"]),
    (PEARL, [("1.0 / np.maximum(var, 1e-7)", "1.0 / var**2")], ["squares_variance"]),
    (PEARL, [(MEAN, "(mu * precisions).sum(0), product_var")], ["mean_not_scaled"]),
    (PEARL, [(MEAN, "product_var, (product_var * (precisions * mu).sum(axis=0))")], ["results_swapped"]),
    (PEARL, [("np.maximum(var, 1e-7)", "np.max(var, 1e-7)")], []),
    (PEARL, [("np.maximum(var, 1e-7)", "max(var, 1e-7)")], []),
    (PEARL, [("1.0 / np.maximum(var, 1e-7)", "np.maximum(1 / var, 1e-7)")], ["limit_on_precision"]),
    (PEARL, [(KL, "0.5 * np.mean(mu**2 + var - 1 - np.log(var))")], ["kl_mean_over_dimensions"]),
    (PEARL, [(KL, "np.array([" + KL + "])")], ["kl_in_array"]),
    (PEARL, [(KL, "0.5 * (mu**2).sum() + var.sum() - np.log(var).sum() - 1")], []),
    (PEARL, [(KL, "0.5 * np.sum(mu^2 + var - np.log(var) - 1.0)")], []),
    (PEARL, [(KL, "-" + KL)], []),
    (PCGRAD, [(SURGERY, "g = g + along / (G[j] @ G[j]) * G[j]")], ["adds_projection"]),
    (PCGRAD, [("along < 0", "along > 0")], ["agreement_removed"]),
    (PCGRAD, [(SURGERY, "g = g - along / np.linalg.norm(G[j]) * G[j]")], ["length_not_squared"]),
    (PCGRAD, [("rng.permutation(len(G))", "range(len(G))")], ["fixed_order"]),
    (PCGRAD, [("rng.permutation(len(G))", "np.random.permutation(len(G))")], ["global_random"]),
    (PCGRAD, [("rng.permutation(len(G))", "rng.choice(len(G), len(G))")], ["with_replacement"]),
    (PCGRAD, [("along = g @ G[j]", "along = G[i] @ G[j]")], ["all_at_once"]),
    (PCGRAD, [(COSINES, "(G @ G.T) / np.linalg.norm(G)**2")], ["frobenius_norm"]),
    (PCGRAD, [(COSINES, "abs(" + COSINES + ")")], ["signs_lost"]),
    (PCGRAD, [(COSINES, "np.maximum(" + COSINES + ", 0)")], ["conflicts_cut_off"]),
    (PCGRAD, [("    total = np", "    P = G.copy()\n    total = np"), ("along = g @ G[j]", "along = g @ P[j]"), (SURGERY, "g = g - along / (P[j] @ P[j]) * P[j]"), ("        total += g", "        P[i] = g\n        total += g")], ["projects_on_results"]),
    (RL2, [(INPUT, "np.concatenate([o, one_hot, r_prev, done_prev])")], ["scalars_not_wrapped"]),
    (RL2, [(INPUT, "np.concatenate([o, [r_prev, done_prev], one_hot])")], ["other_order"]),
    (RL2, [(X, "meta_input(o, a, total, done, env.n_actions)")], ["episode_reward_so_far"]),
    (RL2, [("o, r, done = env.step(a)", "_, r, done = env.step(a)")], ["old_observation"]),
    (RL2, [("o, r, done = env.step(a)", "o, r, done, info = env.step(a)")], ["five_values"]),
    (RL2, [("o = env.reset()", "o, info = env.reset()")], ["reset_unpacked"]),
    (RL2, [("        o = env.reset()", "        h = None\n        o = env.reset()")], ["reset_per_episode"]),
    (RL2, [("            total += r\n", "            total = total + 0.9 * r\n")], []),
    (RL2, [("if a_prev is not None", "if a_prev")], ["action_0_forgotten"]),
    (RL2, [("    return returns", "    return np.mean(returns)")], []),
    (MAML, [(STEP, "new = adapted - alpha * grad_fn(adapted)")], ["update_not_kept"]),
    (MAML, [("range(steps)", "range(2)")], []),
    (MAML, [(STEP, "alpha *= 0.5\n        adapted = adapted - alpha * grad_fn(adapted)")], []),
    ("maml/maml-gradient", [("total += outer - alpha * hvp(theta, xs, ys, outer)", "total += outer * (1 - alpha * hvp(theta, xs, ys, outer))")], ["factor_entry_by_entry"]),
    ("maml/maml-gradient", [("for xs, ys, xq, yq in tasks", "for xs, xq, ys, yq in tasks")], []),
    ("maml/only-the-head", [("outer - alpha * hvp", "outer - mask * alpha * hvp")], ["mask_on_both_sides"]),
    ("maml/several-steps", [("range(k)", "range(k - 1)")], ["one_step_too_few"]),
    ("maml/several-steps", [("query_gradient(path.pop())", "gradient(path.pop())")], []),
    ("maml/reptile-step", [("range(k)", "range(1, k)")], ["one_step_too_few"]),
    ("maml/reptile-step", [("np.mean(ways, axis=0)", "np.sum(ways, axis=0) / k")], []),
    ("maml/three-gradients", [("A @ (adapted - c)", "A @ adapted - c")], ["brackets_after_the_step"]),
    ("maml/resting-points", [("bool(total > 0)", "bool(point > 0)")], ["attracts_if_the_point_is_positive"]),
    ("context/dpt-target", [("1 + int((1 - paid).sum())", "1 + int(paid.sum())")], ["always_one_half"]),
    ("context/dpt-target", [("rewards[arms == arm]", "rewards * (arms == arm)")], []),
    ("belief/hidden-goal", [("here == (reward > 0)", "here == (reward < 0)")], []),
    ("belief/two-steps", [("return weight / (weight + (1 - belief) * (1 - chance))", "return belief")], ["belief_never_moves"]),
    ("belief/bayes-optimal", [("return max(worth)", "return sum(worth) / len(worth)")], ["half_of_the_pulls"]),
    ("belief/bayes-optimal", [("mean * (1 + value(won, left - 1))", "mean + value(won, left - 1)")], []),
    ("belief/informative-arm", [("ask = hint + (n - 1) * prize", "ask = hint + n * prize")], ["asking_is_free"]),
    ("context/settled-too-early", [("n = wins + losses + 2", "n = wins + losses + 1")], []),
    ("context/remembered-or-learned", [("np.square(y - tasks @ X.T)", "np.abs(y - tasks @ X.T)")], ["squares_forgotten"]),
    ("multitask/famo-step", [("np.log(loss_old) - np.log(loss_new)", "np.log(loss_old - loss_new)")], []),
    ("multitask/when-sharing-helps", [("sigma**2 / n", "sigma**2 / (2 * n)")], []),
    ("multitask/cagrad", [("mean + radius * mixtures", "mean + c * mixtures")], ["way_without_the_mean"]),
    ("multitask/surgery-weights", [("return shares.sum(axis=0)", "return shares.sum(axis=1)")], ["rows_added"]),
    ("rl2/train-on-arms", [("returns.mean(axis=1, keepdims=True)", "returns.mean(axis=0, keepdims=True)")], ["mean_over_time"]),
    ("tasks/support-query", [("order[:K], order[K:]", "order[K:], order[:K]")], ["sets_swapped"]),
    (MAML, [("    adapted = theta\n", "    import numpy as np\n    adapted = np.array(theta, dtype=int)\n")], ["integer_start"]),
    (MAML, [(STEP, "slope = grad_fn(adapted)"), ("    return adapted", "    adapted = adapted - alpha * slope\n    return adapted")], ["update_after_loop"]),
    (PCGRAD, [(COSINES, "np.corrcoef(G)")], ["correlation"]),
    (PCGRAD, [(SURGERY, "g = g - g @ G[j] / G[j] @ G[j] * G[j]")], ["divides_without_brackets"]),
    (PEARL, [("1.0 / np.maximum(var, 1e-7)", "1.0 / np.where(1.0 / var < 1e-7, 1e-7, var)")], ["no_clamp"]),
    (RL2, [("            total += r\n", "            total += 0.0 if done else r\n")], ["last_reward_left_out"]),
    (RL2, [(INPUT, "np.concatenate([one_hot, o, [r_prev, float(done_prev)]])")], ["other_order"]),
]
