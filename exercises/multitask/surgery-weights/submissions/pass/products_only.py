"""
# Only the table of products is needed: the gradients themselves may have any number of parameters.
"""


def surgery_weights(G):
    products = G @ G.T
    tasks = range(len(products))
    total = [1.0 for _ in tasks]
    for i in tasks:
        along = products[i].copy()  # of the newest gradient, with every original one
        for j in tasks:
            if j != i and along[j] < 0:
                part = along[j] / products[j, j]
                total[j] -= part
                along = along - part * products[j]
    return total
